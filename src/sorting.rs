//! The one sort and the one search: over places, so that their code is in the binary once and no map is needed.

use std::cmp::Ordering;

/// The places `0..len` in the order of `compare`; equal ones stay in their order.
pub fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    places
}

/// The first place in `places`, which are in order, for which `compare` (place against what is sought) says equal.
pub fn find(places: &[usize], compare: &dyn Fn(usize) -> Ordering) -> Option<usize> {
    let at = places.partition_point(|place| compare(*place) == Ordering::Less);
    places.get(at).copied().filter(|place| compare(*place) == Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_stably_and_finds_the_first() {
        let values = [3, 1, 2, 1, 3];
        let places = order(values.len(), &|a, b| values[a].cmp(&values[b]));
        assert_eq!(places, [1, 3, 2, 0, 4]);
        assert_eq!(find(&places, &|place| values[place].cmp(&3)), Some(0));
        assert_eq!(find(&places, &|place| values[place].cmp(&9)), None);
    }
}
