// Tous les textes français de la page.
import type { Interval, NoteCode, Problem, Timing, Unit } from "prorata";
import { billingFr } from "./billing-fr";
import type { Catalogue, DayOfMonth } from "./en";
import { frenchProblems } from "./fr-problems";
import { frenchProfiles } from "./fr-profiles";
import { orderFr } from "./order-fr";
import { policyFr } from "./policy-fr";

const units: Record<Unit, [string, string]> = {
  second: ["seconde", "secondes"], hour: ["heure", "heures"],
  day: ["jour", "jours"], week: ["semaine", "semaines"], month: ["mois", "mois"], quarter: ["trimestre", "trimestres"], year: ["an", "ans"],
};
const often: Record<Unit, string> = {
  second: "Chaque seconde", hour: "Chaque heure", day: "Chaque jour", week: "Chaque semaine", month: "Mensuel", quarter: "Trimestriel", year: "Annuel",
};
const notes: Record<NoteCode, string> = {
  discount_missed_by_rounding: "Chaque période est arrondie seule : la remise en pourcentage peut s’écarter de la somme, au plus de ces arrondis.",
  sums_to_horizon: "Un élément n’a pas de fin ; les sommes couvrent ce qui est facturé jusqu’à l’horizon affiché.",
  waiting_tax_estimated: "La taxe de ce qui attend est estimée : une facture par événement, aux taux d’aujourd’hui.",
  unused_plan: "Un plan de facturation n’est utilisé par aucun élément.",
  usage_estimated: "Une partie de la consommation est estimée ; ses lignes sont marquées.",
  goes_on: "Un élément n’a pas de fin et continue après la dernière facture affichée.",
};
const timing: Record<Timing, string> = { advance: "d’avance", arrears: "à terme échu" };
const count = (n: number, one: string, many: string) => `${n} ${n < 2 ? one : many}`;
const after = (plus: Interval | undefined, at: string, what: string) =>
  plus ? `${count(plus.count ?? 1, ...units[plus.unit])} après ${what}` : at;
const weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const dayOfMonth = (day: DayOfMonth): string => {
  if (typeof day === "number") return day === 1 ? "1er" : String(day);
  if (day === "last") return "dernier jour";
  return `${day.nth === "last" ? "dernier" : day.nth === 1 ? "1er" : `${day.nth}e`} ${weekdays[day.weekday - 1]}`;
};

export const fr: Catalogue = {
  untitled: "Devis",
  language: "Langue",
  sampleDeal: "Exemple",
  openedFile: "Fichier ouvert",
  samples: {
    "saas-seats-onboarding": "SaaS : postes, support, mise en route",
    "equipment-milestones": "Équipement : jalons",
    "equipment-maintenance": "Équipement : avec maintenance",
    "telecom-ramp-two-rates": "Télécom : montée en charge, deux TVA",
    "equipment-retainage": "Équipement : jalons et retenue de garantie",
    "workshop-stubs-usage": "Atelier : dates décalées et consommation",
    "platform-price-models": "Plateforme : modèles de prix, engagement",
  },
  actions: { open: "Ouvrir", link: "Copier le lien", save: "Enregistrer", print: "Imprimer", reset: "Rétablir", resetTitle: "Revenir à l’exemple d’origine" },
  head: {
    quote: "Devis", from: "de", customer: "Client", customerPlaceholder: "Nom du client", currency: "Devise", start: "Début",
    duration: "Durée", termKinds: { term: "Pendant", end: "Jusqu’au", open: "Sans fin" }, count: "Nombre d’unités", unit: "Unité",
    end: "Dernier jour", terms: "Jours nets", asOf: "Totaux au",
  },
  policy: {
    switches: policyFr, profile: "Règles", asInProfile: (value) => `${value} (selon le profil)`, reset: "Tout selon le profil",
    toggle: (n) => (n === 0 ? "Réglages" : `Réglages · ${count(n, "propre", "propres")}`),
    hint: "Chaque réglage est celui du profil tant qu’il n’est pas fixé ici.", about: (profile) => frenchProfiles[profile.name] ?? profile.about,
  },
  order: orderFr,
  bills: billingFr,
  compare: {
    left: "Facturer comme", right: "et comme", onScreen: (name) => `Ce devis : ${name}, réglages propres`,
    ownSwitches: "Ce devis a des réglages propres ; un profil est montré ici tel qu’il est publié.",
    refused: "Le moteur refuse ce devis sous ce profil.", why: "Pourquoi", same: "Les deux règles ont les mêmes réglages.",
    switches: (n) => count(n, "réglage diffère", "réglages diffèrent"),
    matters: "à lui seul, change ce devis", noMatter: "à lui seul, ne change rien ici", together: "seulement avec d’autres",
    onlyDifferences: "Différences seules", differing: (n, of) => `${n} sur ${of} ${n < 2 ? "diffère" : "diffèrent"}`, noDifference: "Toutes les factures sont les mêmes, au centime.",
    differs: "différent", equal: "identique", lines: (what) => `Lignes de ${what} des deux côtés`,
    of: (event) => (event === undefined ? "Facturé à la main" : `Attend ${event}`),
  },
  totals: {
    title: "Totaux", list: "Prix catalogue", discount: "Remise", net: "Net HT", tax: "TVA", gross: "Total TTC", dueNow: "Dû maintenant",
    next: "Prochaine facture", none: "Aucune", monthly: "Mensuel", annual: "Annuel", oneTime: "Ponctuel", contract: "Contrat",
    firstYear: "Première année", margin: "Marge", cost: "Coût", internal: "interne", internalHint: "Pas pour l’acheteur : elle n’est pas imprimée.",
    noEnd: "Sans fin", through: (day) => `sommes jusqu’au ${day}`,
  },
  status: {
    current: "À jour", stale: "Pas à jour",
    problems: (n) => count(n, "problème", "problèmes"),
    computed: (ms) => `calculé ici en ${ms} ms`,
    announce: (net, gross) => `Net ${net}, total TTC ${gross}`,
  },
  lines: {
    title: "Lignes", product: "Produit", quantity: "Quantité", unit: "Prix unitaire", list: "Catalogue", discounts: "Remises", net: "Net HT",
    noEnd: "sans fin", add: "Ajouter une ligne…", remove: (name) => `Retirer ${name}`, ramp: "Par étapes",
    addStep: "Ajouter une étape", removeStep: "Retirer cette étape", from: "Dès le", withTax: "TTC", optional: "En option", optionalHint: "Chiffrée, mais dans aucune somme ni facture.",
    perUnit: (unit) => `/ ${unit}`, startOf: (name) => `Début de ${name}`, endOf: (name) => `Dernier jour de ${name}`,
    quantityOf: (name) => `Quantité de ${name}`, stepStart: (name) => `Début de cette étape de ${name}`,
  },
  discounts: {
    quote: "Remises sur le devis", value: "Remise", add: "Ajouter une remise", remove: "Retirer cette remise", percent: "%",
    switchKind: "Pourcentage ou montant", reason: "Motif", reasonPlaceholder: "Motif sur le devis",
  },
  tabs: { invoices: "Factures", waterfall: "Cascade", cash: "Trésorerie", compare: "Comparer", checks: "Contrôles", label: "Résultats" },
  invoices: {
    date: "Date", due: "Échéance", net: "HT", tax: "TVA", gross: "TTC",
    details: (day) => `Lignes de la facture du ${day}`,
    total: "Factures et éléments en attente", on: "sur", base: "montant taxé", taxes: "TVA", estimated: "estimé",
    retained: "Retenue", released: "Restitué", payable: "À payer",
    books: (currency, rate, of) => `En ${currency} à ${rate} (${of}) :`,
    waiting: "En attente d’un événement", waitingHint: "Donnez une date : ses éléments deviennent des factures.",
    byHand: "Facturé à la main", eventDate: (event) => `Date de ${event}`, notYet: "Pas encore daté",
    open: (day) => `Le devis n’a pas de fin : les factures sont montrées jusqu’au ${day}.`,
  },
  waterfall: { of: "Ligne", step: "Étape", before: "Avant", after: "Après", caption: "Du prix catalogue au total", charges: "Éléments de prix de cette ligne", charge: "Élément", perPeriod: "Par période" },
  explain: {
    amount: (name, words) => `${words}, ${name}`, why: "D’où vient ce montant", title: "D’où vient ce montant", back: "Retour", close: "Fermer",
    hint: "Chaque valeur vient du moteur ; les étapes, refaites avec des fractions exactes, donnent ce montant.",
    fromRequest: "de la demande", fromCatalog: "du catalogue", toField: "aller au champ",
    more: (n) => count(n, "étape de plus", "étapes de plus"), decimals: (n) => count(n, "décimale", "décimales"),
    signs: {
      input: "", see: "", same: "le même que", sum: "plus", difference: "moins", product: "fois", power: "puissance", quotient: "divisé par",
      round: "arrondi de", ceil: "arrondi en haut de", floor: "arrondi en bas de", max: "le plus grand de", min: "le plus petit de", share: "réparti selon",
    },
  },
  cash: { title: "À payer par mois, TTC", month: "Mois", gross: "À payer", bar: (month, gross) => `${month} : ${gross}`, hint: "À l’échéance des factures datées." },
  checks: {
    ok: "Le moteur accepte toutes les saisies.", okMore: "Factures et éléments en attente font, ligne par ligne, exactement le net.", problems: "À corriger", notes: "Bon à savoir",
    show: "Montrer", whole: "le devis entier",
  },
  file: {
    openedAndEqual: "Ouvert. Le reçu est confirmé : même demande, mêmes centimes.",
    openedButDifferent: (path) => `Ouvert, mais son reçu n’est pas ce que ce moteur calcule (${path}).`,
    openedWithoutReceipt: "Ouvert. Le fichier n’a pas de reçu à vérifier.",
    linkCopied: "Lien copié. Tout le devis y est ; rien n’a été envoyé.",
    linkInAddress: "Le lien vers ce devis est dans la barre d’adresse.",
    notJson: "Ce fichier n’est pas du JSON.", refused: (why) => `Le moteur refuse ce fichier : ${why}`,
  },
  footer: { receipt: "Reçu", policy: "Règles", engine: "Moteur", proof: "Chaque montant de cette page vient du moteur ; le même programme tourne sur votre serveur.", dismiss: "Fermer" },
  units: (unit, n) => units[unit][n < 2 ? 0 : 1],
  percent: (number) => `${number} %`, // with a no-break space
  reasons: {
    period: "Période entière", firstStub: "Première période partielle", lastStub: "Dernière période partielle",
    once: "Ponctuel", byHand: "Facturé à la main", milestone: "Jalon", progress: "Avancement", release: "Libération de la retenue de garantie", deposit: "Acompte", settlement: "Acompte imputé", usage: "Consommation", credit: "Avoir", correction: "Régularisation",
  },
  steps: {
    list: "Prix catalogue", override: "Prix de la ligne", contracted: "Prix contractuel", priceBook: "Liste de prix", schedule: "Barème de remises",
    uplift: "Révision de prix", trial: "Essai", pause: "Suspension", lineDiscount: "Remise de ligne", segmentDiscount: "Remise d’étape",
    groupDiscount: "Remise du groupe", partnerDiscount: "Remise partenaire", quoteDiscount: "Remise du devis", rounding: "Arrondi", taxIncluded: "TVA comprise", net: "Net HT", tax: "TVA", gross: "Total TTC",
  },
  models: {
    flat: "forfait", perUnit: "à l’unité", volume: "paliers de volume", graduated: "tranches", stairstep: "escalier",
    package: "lots", overage: "dépassement", tieredOverage: "paliers et dépassement", percentage: "pourcentage", graduatedPercentage: "pourcentage par tranches",
    costPlus: "coût majoré", matrix: "grille", capacity: "paliers de capacité", prepaid: "unités prépayées", percentOf: "d’autres lignes", commitment: "engagement",
  },
  billing: {
    recurring: (every: Interval, when, day) => {
      const n = every.count ?? 1;
      const rhythm = n === 1 ? often[every.unit] : `Tous les ${n} ${units[every.unit][1]}`;
      const on = day === undefined ? "" : `, le ${dayOfMonth(day)}`;
      return `${rhythm}, ${timing[when]}${on}`;
    },
    onStart: (plus) => `Une fois, ${after(plus, "au début", "le début")}`, onDate: (day) => `Une fois, le ${day}`, onEvent: (event, plus) => `Une fois, ${after(plus, `à ${event}`, event)}`,
    byHand: "Facturé à la main", milestones: (n) => count(n, "jalon", "jalons"), progress: (n) => `À l’avancement, ${count(n, "situation", "situations")}`, plan: (id, n) => `Plan « ${id} », ${count(n, "échéance", "échéances")}`,
  },
  problem: (problem: Problem) => ({ message: frenchProblems[problem.code], hint: "" }),
  note: (code, message) => notes[code] ?? message,
};
