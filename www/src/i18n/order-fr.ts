// Les textes français d'une commande et de ses avenants.
import type { orderEn } from "./order-en";
import { renewFr } from "./renew-fr";

const count = (n: number, one: string, many: string) => `${n} ${n < 2 ? one : many}`;

export const orderFr: typeof orderEn = {
  accept: "Accepter", acceptTitle: "Faire de ce devis une commande", save: "Enregistrer", opened: "La commande est ouverte.", view: "Devis, commande ou facturation", views: { quote: "Devis", order: "Commande", billing: "Facturation" },
  again: "Une commande avec des avenants existe. La remplacer par ce devis ?", refused: (why) => `Le moteur refuse : ${why}`,
  order: "Commande", acceptedOn: (day) => `acceptée le ${day}`, contract: "Contrat", toInvoice: "Reste à facturer", next: "Prochaine facture", through: (day) => `jusqu’au ${day}`,
  lines: { title: "Lignes en vigueur", on: (day) => `au ${day}`, line: "Ligne", quantity: "Quantité", period: "Période", net: "Net HT", waits: (event) => `attend ${event}`, byHand: "à la main", none: "pas en vigueur", more: (n) => `et ${n} de plus`, from: "dès le" },
  billing: {
    title: "Factures", upTo: "Facturé jusqu’au", nothing: "Rien encore", hint: "Ce qui est daté jusqu’au jour indiqué en haut compte comme envoyé. S’il change ensuite, avoirs et régularisations sont datés du lendemain.",
    byDocuments: "Est facturé ce que disent les documents de la vue Facturation. S’il change ensuite, cela donne des avoirs et des régularisations.",
    posted: (n) => count(n, "ligne de facture envoyée", "lignes de facture envoyées"), open: (n) => count(n, "facture à venir", "factures à venir"), show: "Montrer les factures à venir",
    corrections: "avec régularisations", documents: (n) => `Facturé par ${count(n, "document", "documents")}`, event: (name) => `Date de ${name}`,
  },
  amendments: {
    title: "Avenants", none: "Aucun : la commande est telle qu’acceptée.", from: "dès le", takeBack: "Reprendre", remove: (id) => `Reprendre ${id}`, removed: (id) => `${id} est repris.`, billed: "facturé", needed: "d’autres en dépendent",
    stays: "Il reste :", amendBack: "Revenez en arrière par un avenant, dès le même jour.",
    set: { quantity: (q) => `quantité ${q}`, add: (q) => `quantité ${q}`, price: (p) => `prix ${p}`, percent: (p) => `remise ${p}`, end: (day) => `dernier jour ${day}`, open: "sans fin", billDay: (day) => (day === "last" ? "facturé le dernier jour du mois" : `facturé le ${day} du mois`), paused: "mis en pause", resumed: "reprend après sa pause", billing: "autre échéancier" },
    plan: (id) => `l’échéancier ${id} est remplacé`, refund: "remboursé",
    added: (name, q) => `nouveau : ${name} × ${q}`, ends: (name) => `${name} prend fin`,
  },
  form: {
    titles: { change: "Avenant", cancel: "Résiliation", renew: "Renouvellement" }, kind: "Que faire", kinds: { change: "Changer des lignes", cancel: "Résilier", renew: "Renouveler" }, effective: "Effet", firstDay: "le premier jour où il vaut", cancelOn: "Résiliée le", at: "Fin du service",
    ats: { now: "ce jour-là", periodEnd: "avec la période facturée", termEnd: "avec la durée" }, unused: "Ce qui est facturé au-delà", unuseds: { credit: "est crédité", refund: "est remboursé", none: "reste facturé" }, refund: "Rembourser ce qui est rendu", reason: "Motif", reasonPlaceholder: "Imprimé sur les documents",
    line: "Ligne", mode: (name) => `Comment change la quantité de ${name}`, modes: { set: "fixer à", add: "+ / −" }, quantity: "Quantité", quantityOf: (name) => `Nouvelle quantité de ${name}`, moreOf: (name) => `Combien de plus de ${name}, sous zéro pour moins`,
    price: "Prix unitaire", priceOf: (name) => `Nouveau prix unitaire de ${name}`, chargeOf: (name) => `Quel prix de ${name}`, percent: "Remise", percentOf: (name) => `Remise sur ${name} en pour cent, à la place de la sienne`,
    end: "Dernier jour", endOf: (name) => `Nouveau dernier jour de ${name}`, asIs: "inchangé", remove: "Fin", removeOf: (name) => `${name} prend fin la veille`, more: (name) => `Autres changements de ${name}`, noEnd: "Sans fin", noEndOf: (name) => `${name} continue sans fin`,
    billDay: "Jour de facture", billDayOf: (name) => `Nouveau jour de facture de ${name}`, billDayIs: (day) => `le ${day}`, lastDay: "dernier jour", service: "Service", serviceOf: (name) => `Pause ou reprise de ${name}`, services: { asIs: "inchangé", pause: "en pause", resume: "reprend" },
    replace: "Remplacer par", replaceBy: (name) => `Produit qui prend la place de ${name}`, noSwap: "rien", insteadOf: (name) => `à la place de ${name}`, forget: (name) => `Laisser ${name}`, isNew: "nouveau",
    untilStep: "Ce qui est fixé vaut jusqu’à l’étape suivante d’une montée en charge.", commit: "Ajouter à la commande", clear: "Effacer", done: (id) => `${id} est dans la commande.`,
  },
  preview: {
    title: "Ce que cela change", empty: "Changez quelque chose : l’effet sur lignes, factures et contrat se voit ici avant de compter.", old: "Le dernier changement valable est montré.", nothing: "Rien ne change. Ce qui est facturé une fois reste tel que vendu ; ajoutez une ligne pour en avoir plus.",
    before: "Avant", after: "Après", delta: "Écart", contract: "Valeur du contrat", net: "HT", corrections: "Régularisations de ce qui a été facturé", due: "À facturer", dueBy: (day) => `de ce fait d’ici au ${day}`, dues: { credits: "Rendu", corrections: "Refacturé", charges: "Facturé en plus", net: "HT", refund: "À rembourser, TTC" }, why: "Pourquoi", decidedBy: "Décidé par les règles :", dueOn: (day) => `le ${day}`, amount: "HT",
    byLine: "Par ligne", byInvoice: "Par facture", days: "Jours", date: "Date de facture", line: "Ligne", once: "une fois", more: (n) => `Tout montrer (${n})`, less: "Montrer moins",
    announce: (before, after, delta) => `Valeur du contrat ${before}, puis ${after} : ${delta}`, problems: "Ce n’est pas encore possible",
  },
  ordering: {
    open: "Commander une partie, ou dès un autre jour", title: "Ce qui est commandé", id: "Numéro de commande", start: "Premier jour", startHint: "Un autre premier jour décale toutes les dates du devis ; les prix restent ceux du devis.", asQuoted: "selon le devis",
    lines: "Lignes", option: "option", accept: "Accepter ceci",
  },
  renew: renewFr,
};
