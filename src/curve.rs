//! The curve of a charge: a cumulative amount as a function of the date, exact. Everything asked is a difference of it.

use std::sync::Arc;

use crate::calendar::{Date, Measure, Span};
use crate::money::Exact;
use crate::sorting;

/// An amount that grows at a rate per price period over a stretch of time.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The first day.
    pub from: Date,
    /// Where the layer's measure is read from: its first day before it was split.
    pub origin: Date,
    /// The day after the last, or `None` without an end.
    pub to: Option<Date>,
    /// The amount per price period, signed.
    pub rate: Exact,
    /// How many units share the rate; only rounding the unit first asks.
    pub quantity: Exact,
    /// How time is counted.
    pub measure: Arc<Measure>,
    /// What the caller knows the layer by, for explanations and invoice lines.
    pub tag: usize,
}

/// An amount that comes all at once.
#[derive(Clone, Debug)]
pub struct Step {
    /// The day; the amount is earned on it, so it counts before any later day.
    pub on: Date,
    /// The amount, signed.
    pub amount: Exact,
    /// As in [`Layer::tag`].
    pub tag: usize,
}

/// A sum of layers and steps.
#[derive(Clone, Debug, Default)]
pub struct Curve {
    /// The layers.
    pub layers: Vec<Layer>,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Layer {
    /// A copy without the rate, which may be long.
    fn with_no_rate(&self) -> Layer {
        Layer { rate: Exact::ZERO, quantity: self.quantity.clone(), measure: self.measure.clone(), ..*self }
    }

    fn clipped(&self, span: Span) -> Option<Span> {
        span.overlap(Span { from: self.from, to: self.to.unwrap_or(Date::MAX) })
    }

    /// What the layer adds in `[from, to)`.
    pub fn over(&self, span: Span) -> Exact {
        match self.clipped(span) {
            Some(s) if !self.rate.is_zero() => &self.rate * &self.measure.between(self.origin, s.from, s.to),
            _ => Exact::ZERO,
        }
    }

    /// The layer in a stretch of its days, its measure read from the first of them.
    fn alone(&self, span: Span) -> Option<Layer> {
        let s = self.clipped(span)?;
        Some(Layer { from: s.from, origin: s.from, to: Some(s.to), ..self.clone() })
    }

    /// As [`Layer::over`], with what one unit costs rounded before it is multiplied by the quantity.
    fn over_by_unit(&self, span: Span, round: &dyn Fn(&Exact) -> Exact) -> Exact {
        let exact = self.over(span);
        exact.over(&self.quantity).map_or(exact, |unit| round(&unit) * &self.quantity)
    }
}

impl Curve {
    /// As [`Curve::over`], with each layer's unit rounded first.
    pub fn over_by_unit(&self, span: Span, round: &dyn Fn(&Exact) -> Exact) -> Exact {
        let layers = self.layers.iter().map(|layer| layer.over_by_unit(span, round)).sum::<Exact>();
        let steps = self.steps.iter().filter(|s| s.on >= span.from && s.on < span.to);
        layers + steps.map(|s| s.amount.clone()).sum::<Exact>()
    }

    /// The difference of the curve over `[from, to)`: what is earned in these days.
    pub fn over(&self, span: Span) -> Exact {
        let inside = |layer: &&Layer| layer.from < span.to && layer.to.is_none_or(|to| to > span.from);
        let layers = self.layers.iter().filter(inside).map(|layer| layer.over(span)).sum::<Exact>();
        let steps = self.steps.iter().filter(|s| s.on >= span.from && s.on < span.to);
        layers + steps.map(|s| s.amount.clone()).sum::<Exact>()
    }

    /// What lies in a stretch of days as if it stood alone: measures that are not additive are read from its first day.
    pub fn alone(&self, span: Span) -> Curve {
        let steps = self.steps.iter().filter(|step| step.on >= span.from && step.on < span.to).cloned().collect();
        Curve { layers: self.layers.iter().filter_map(|layer| layer.alone(span)).collect(), steps }
    }

    /// How many bits its long numbers hold.
    pub fn bits(&self) -> u64 {
        let layers = self.layers.iter().map(|layer| layer.rate.bits()).sum::<u64>();
        layers + self.steps.iter().map(|step| step.amount.bits()).sum::<u64>()
    }

    /// Whether some layer has no end.
    pub fn is_open(&self) -> bool {
        self.layers.iter().any(|layer| layer.to.is_none())
    }

    /// The value at the end, or `None` for a curve without one.
    pub fn total(&self) -> Option<Exact> {
        let all = Span { from: Date::MIN, to: Date::MAX };
        (!self.is_open()).then(|| self.over(all))
    }

    /// The same curve with every amount multiplied by `factor`: what a discount or a percentage does.
    pub fn scaled(&self, factor: &Exact) -> Curve {
        let layer = |own: &Layer| Layer { rate: (&own.rate * factor).reduced(), ..own.with_no_rate() };
        let step = |own: &Step| Step { amount: (&own.amount * factor).reduced(), ..*own };
        Curve { layers: self.layers.iter().map(layer).collect(), steps: self.steps.iter().map(step).collect() }
    }

    /// The same curve with the amounts in each stretch multiplied by its factor; layers are split at the edges. The stretches
    /// come in order and do not overlap.
    pub fn scaled_within(&self, parts: &[(Span, Exact)]) -> Curve {
        let mut curve = Curve::default();
        for layer in &self.layers {
            let end = layer.to.unwrap_or(Date::MAX);
            let mut from = layer.from;
            let mut cut = |to: Date, factor: Option<&Exact>| {
                if from < to {
                    let rate = factor.map_or_else(|| layer.rate.clone(), |factor| (&layer.rate * factor).reduced());
                    let to = if to == end { layer.to } else { Some(to) };
                    curve.layers.push(Layer { from, to, rate, ..layer.with_no_rate() });
                }
                from = to.max(from);
            };
            for (span, factor) in parts.iter().skip(parts.partition_point(|(span, _)| span.to <= layer.from)) {
                if span.from >= end {
                    break;
                }
                cut(span.from, None);
                cut(span.to.min(end), Some(factor));
            }
            cut(end, None);
        }
        for step in &self.steps {
            let mut inside = parts.iter().filter(|(span, _)| step.on >= span.from && step.on < span.to);
            let amount = inside.next().map_or_else(|| step.amount.clone(), |(_, factor)| &step.amount * factor);
            curve.steps.push(Step { amount, ..*step });
        }
        curve
    }

    /// The same curve with other rates and amounts in `[from, to)`; layers are split at the edges. A layer comes
    /// with those before it, a step with its place.
    pub fn changed_within(
        &self,
        window: Span,
        rate: &dyn Fn(&Layer, &[Layer]) -> Exact,
        amount: &dyn Fn(usize, &Step) -> Exact,
    ) -> Curve {
        let mut curve = Curve::default();
        for layer in &self.layers {
            let end = layer.to.unwrap_or(Date::MAX);
            let cuts = [window.from.clamp(layer.from, end), window.to.clamp(layer.from, end)];
            let parts = [(layer.from, cuts[0], false), (cuts[0], cuts[1], true), (cuts[1], end, false)];
            for (from, to, inside) in parts.into_iter().filter(|(from, to, _)| from < to) {
                let to = if to == end { layer.to } else { Some(to) };
                let mut part = Layer { from, to, ..layer.clone() };
                if inside {
                    part.rate = rate(&part, &curve.layers);
                }
                curve.layers.push(part);
            }
        }
        for (i, step) in self.steps.iter().enumerate() {
            let inside = step.on >= window.from && step.on < window.to;
            let amount = if inside { amount(i, step) } else { step.amount.clone() };
            curve.steps.push(Step { amount, ..step.clone() });
        }
        curve
    }

    /// The part of the curve inside `[from, to)`; an open end stays open when the span has none (`Date::MAX`).
    pub fn within(&self, span: Span) -> Curve {
        let layers = self.layers.iter().filter_map(|layer| {
            let clipped = layer.clipped(span)?;
            let to = if clipped.to == Date::MAX { layer.to } else { Some(clipped.to) };
            Some(Layer { from: clipped.from, to, ..layer.clone() })
        });
        let steps = self.steps.iter().filter(|s| s.on >= span.from && s.on < span.to).cloned();
        Curve { layers: layers.collect(), steps: steps.collect() }
    }

    /// The same curve with layers that run side by side summed into one, so that a percentage of a thousand lines is not a
    /// thousand layers.
    pub fn merged(self) -> Curve {
        let mut layers: Vec<Layer> = Vec::new();
        for layer in self.layers {
            let beside = |known: &&mut Layer| {
                (known.from, known.to, known.origin, known.tag) == (layer.from, layer.to, layer.origin, layer.tag)
                    && (Arc::ptr_eq(&known.measure, &layer.measure) || known.measure == layer.measure)
            };
            match layers.iter_mut().find(beside) {
                Some(known) => known.rate = (&known.rate + &layer.rate).reduced(),
                None => layers.push(layer),
            }
        }
        Curve { layers, steps: self.steps }
    }

    /// The sum of two curves.
    pub fn plus(mut self, other: &Curve) -> Curve {
        self.layers.extend(other.layers.iter().cloned());
        self.steps.extend(other.steps.iter().cloned());
        self
    }

    /// The dates inside `span` where a layer begins or ends, in order: a period is cut there into its lines.
    pub fn bends_within(&self, span: Span) -> Vec<Date> {
        let ends = self.layers.iter().flat_map(|layer| [Some(layer.from), layer.to]);
        let mut dates: Vec<Date> = ends.flatten().filter(|d| *d > span.from && *d < span.to).collect();
        if dates.len() > 1 {
            dates =
                sorting::order(dates.len(), &|a, b| dates[a].cmp(&dates[b])).into_iter().map(|i| dates[i]).collect();
            dates.dedup();
        }
        dates
    }

    /// The tag of the last layer or step that touches `span`.
    pub fn tag_within(&self, span: Span) -> Option<usize> {
        let layer = self.layers.iter().rev().find(|layer| layer.clipped(span).is_some()).map(|layer| layer.tag);
        layer.or_else(|| self.steps.iter().rev().find(|s| s.on >= span.from && s.on < span.to).map(|s| s.tag))
    }
}
