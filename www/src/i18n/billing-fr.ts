// Les textes français de la facturation : lancements, documents, corrections, et l’historique d’une commande.
import type { billingEn } from "./billing-en";

const count = (n: number, one: string, many: string) => `${n} ${n < 2 ? one : many}`;

export const billingFr: typeof billingEn = {
  title: "Facturation", none: "Aucune commande. Acceptez un devis, puis facturez-le ici.", toQuote: "Vers le devis",
  taken: (id) => `La commande ${id} a des documents. Donnez un autre numéro à celle-ci.`,
  notKept: "Ce navigateur ne garde pas les documents : enregistrez les commandes dans des fichiers.",
  figures: { due: "Prochaine échéance", drafts: "Brouillons", documents: "Validés", orders: "Commandes" },
  orders: {
    title: "Commandes", order: "Commande", next: "À facturer le", billed: "Facturé", toCome: "À venir", nothing: "rien de daté", show: (id) => `Historique de la commande ${id}`, held: "bloquée", waits: (n) => count(n, "élément attend", "éléments attendent"),
    open: "Ouvrir la commande", forget: "Retirer de la page", batch: "Lot", tags: "Étiquettes, séparées par des virgules",
  },
  waits: {
    title: "En attente d’un événement", none: "Rien n’attend.", of: (id) => `Jalons et blocages de ${id}`, reached: (event) => `${event} atteint le`, reachedOn: "Atteint le", notYet: "pas encore", byHand: "Facturé à la main",
    items: (n) => count(n, "élément", "éléments"), show: "Montrer les éléments", allNow: "Tout facturer maintenant", now: "Facturer", nowOf: (name) => `Facturer ${name} maintenant`, billed: "facturé", unknown: "plus rien ne l’attend",
  },
  holds: {
    title: "Blocages", none: "Rien n’est bloqué.", what: "Quoi", whole: "toute la commande", from: "Du", until: "Au", always: "tout de suite", open: "jusqu’à sa levée", reason: "Motif", add: "Bloquer", backwards: "Le blocage finit avant de commencer : corrigez un des jours.", release: "Lever", releaseOf: (what) => `Lever le blocage : ${what}`,
    words: (what, from, until) => [what, from && `dès le ${from}`, until ? `jusqu’au ${until}` : "jusqu’à sa levée"].filter(Boolean).join(", "),
  },
  run: {
    title: "Lancement de facturation", target: "Facturer ce qui est dû au", invoiceDate: "Date de facture", asTarget: "le même jour", account: "Client", all: "tous", kind: "Éléments", kinds: { oneTime: "Ponctuels", recurring: "Récurrents", usage: "Consommation" }, batch: "Lot", tag: "Étiquette", groupBy: "Factures",
    groups: { account: "une par client", order: "une par commande", purchaseOrder: "une par bon de commande", seller: "une par vendeur", key: "une par clé" },
    minimum: "Plus petite facture", cash: "Arrondi espèces", none: "aucun", more: "Critères", run: "Lancer", toNext: (day) => `Prochaine échéance : ${day}`, done: (n) => (n === 0 ? "Rien n’est dû." : `${count(n, "brouillon est prêt", "brouillons sont prêts")} à relire.`),
    result: (day) => `Dernier lancement, jusqu’au ${day}`, byHand: "Facturé à la main", counts: (drafts, skipped) => `${drafts}, ${skipped}.`, drafts: (n) => count(n, "brouillon", "brouillons"), skippedCount: (n) => count(n, "élément laissé", "éléments laissés"),
    currency: "Devise", net: "HT", tax: "TVA", gross: "TTC", due: "À payer", totals: "Ce que font les brouillons", skipped: "Pas facturé, et pourquoi",
    reasons: {
      notDue: "Dû plus tard", waitsForEvent: "Attend un événement", byHand: "Facturé à la main", onHold: "Bloqué", criteria: "Hors critères", notChosen: "Pas choisi",
      belowMinimum: "Sous le minimum : attend le prochain lancement", zeroInvoice: "Fait zéro : pas de document", nothingLeft: "Plus rien à facturer", stopped: "Le lancement a été arrêté avant",
    },
    criteria: { accounts: "client", orders: "commande", sellers: "vendeur", currencies: "devise", batches: "lot", tags: "étiquette", withoutTags: "étiquette", chargeKinds: "sorte d’élément", billDays: "jour de facture" },
    what: "Quoi", why: "Pourquoi", when: "Dû le", amount: "HT", whole: "toute la commande", errors: (n) => count(n, "commande n’a pas pu être facturée", "commandes n’ont pas pu être facturées"), refused: "Le lancement n’est pas encore possible",
  },
  drafts: {
    title: "Brouillons à relire", none: "Aucun brouillon. Lancez la facturation.", review: (name) => `Relire ${name}`, post: "Valider", postOf: (name) => `Valider ${name}`, postAll: (n) => (n === 1 ? "Le valider" : `Valider les ${n}`), discard: "Jeter", discardOf: (name) => `Jeter ${name}`,
    gone: (n) => `${count(n, "brouillon est jeté", "brouillons sont jetés")} ; ce qu’ils facturaient est de nouveau ouvert.`, posted: (numbers) => `Validé : ${numbers.length > 4 ? `${numbers.slice(0, 3).join(", ")} … ${numbers.at(-1)}` : numbers.join(", ")}.`,
    refused: "Pas validé", postOn: "Date à la validation", asDrafted: "celle du brouillon", of: (kind, account) => `${kind}, ${account}`,
  },
  series: {
    title: "Numéros", for: { invoices: "Factures et notes de débit", credits: "Avoirs" }, prefix: "Préfixe", format: "Format", next: "Suivant", reset: "Recommence", resets: { never: "jamais", year: "chaque année", month: "chaque mois" }, of: (what, field) => `${field}, ${what}`, last: (number) => `dernier : ${number}`, first: "aucun encore",
    hint: "Un format peut contenir {prefix}, {year}, {yy}, {month} et {number:5}. Les numéros n’ont pas de trou ; les dates ne reculent jamais.",
  },
  documents: {
    title: "Documents", none: "Rien n’est validé.", number: "Numéro", date: "Date", customer: "Client", total: "TTC", state: "État", states: { draft: "brouillon", open: "ouverte", creditedPartly: "créditée en partie", credited: "créditée", posted: "validé" }, open: (number) => `Ouvrir ${number}`, intact: "intact", changed: "modifié depuis sa validation",
  },
  document: {
    kinds: { invoice: "Facture", creditNote: "Avoir", debitNote: "Note de débit" }, draft: (kind) => `Brouillon : ${kind.toLowerCase()}`, date: "Date", due: "Échéance", orders: "Commandes", corrects: "Corrige", series: "Série", reason: "Motif", correctedBy: "Corrigé par", draftOf: "un brouillon",
    line: "Ligne", net: "HT", tax: "TVA", deposits: "Acomptes", on: "sur", gross: "TTC", retained: "Retenue", released: "Restitué", rounding: "Arrondi", payable: "Exigible", creditUsed: "Payé par avoir", creditMade: "Mis en avoir", amountDue: "À payer", paidOut: "À rembourser",
    back: (id) => `Historique de ${id}`, quantity: (q) => `× ${q}`, books: (currency, rate, of) => `En ${currency} à ${rate} (${of})`, intact: "Intact : tel que validé, à la suite du précédent.", changed: "N’est plus tel que validé.", print: "Imprimer",
  },
  correct: {
    title: "Le corriger", open: "Créditer, débiter, refacturer…", how: "Que faire",
    hows: { whole: "Créditer tout ce qui reste", lines: "Créditer par ligne", net: "Créditer un montant HT", gross: "Créditer un montant TTC", debit: "Demander plus (note de débit)", rebill: "Annuler et refacturer" },
    date: "Daté du", reason: "Motif", reasonPlaceholder: "Imprimé sur le document", amount: "Montant", lineNet: (name) => `HT de ${name}`, lineQuantity: (name) => `Quantité de ${name}`, net: "HT", quantity: "ou quantité",
    carry: "Le garder comme crédit du client", goodwill: "Ce qui a été accordé à la main reste accordé", make: "Faire le brouillon", cancel: "Laisser", done: "Le brouillon est prêt à relire.", preview: { creditNote: "L’avoir", debitNote: "La note de débit", invoice: "La facture" },
    again: (n) => `et ${count(n, "nouveau brouillon", "nouveaux brouillons")}`, nothing: "et rien à refacturer :", refused: "Ce n’est pas encore possible", missing: "Écrivez un montant.",
  },
  timeline: {
    title: (id) => `Historique de ${id}`, contract: "Contrat", billed: "Facturé à ce jour", toCome: "À venir", given: "À la main", next: "Prochaine échéance", accepted: (id) => `La commande ${id} est acceptée`, assumed: "Facturé avant, ailleurs", amendment: (id) => `${id} est convenu`, holdsFrom: (day) => `effet le ${day}`, effect: (delta) => `contrat ${delta}`,
    hold: (what) => `Bloqué : ${what}`, milestone: (event) => `${event} est atteint`, planned: "Facture à venir", isNext: "prochaine", isDue: "due", waits: (event) => `Attend ${event}`, byHand: "Attend une personne", gives: (sum) => `restitue ${sum} de ce qui fut retenu`, now: (day) => `Jusqu’au ${day}. Ce qui suit est encore à venir.`, nothing: "Plus rien n’est à venir.",
    running: (sum) => `facturé ${sum}`, willBe: (sum) => `puis ${sum}`, more: (n) => `Montrer les ${n} à venir`, less: "Montrer moins", undated: "sans date", past: "Ce qui s’est passé", future: "Encore à venir",
  },
};
