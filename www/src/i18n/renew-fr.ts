// Les textes français d'un renouvellement et de ses prévisions.
import type { renewEn } from "./renew-en";

export const renewFr: typeof renewEn = {
  title: "Renouveler", hint: "La commande reste telle quelle. Le renouvellement est un nouveau devis, à modifier et à accepter.",
  prices: "Prix", pricesAre: { same: "ceux du client", list: "du catalogue" }, uplift: "Hausse", index: "Indice", upliftLabel: "Hausse en pour cent", indexLabel: "Hausse d’un indice en pour cent, ajoutée à la hausse", indexName: "Nom de l’indice", indexPlaceholder: "Syntec 2027",
  discounts: "Remises", discountsAre: { usual: "comme d’usage", keep: "continuent", drop: "prennent fin" }, usualHint: "Elles continuent aux mêmes prix et prennent fin aux prix du catalogue.",
  start: "Commence le", startHint: "avant la fin de la commande : un renouvellement anticipé", atEnd: "à la fin", duration: "Durée", lasts: { before: "comme avant", months: "en mois", open: "sans fin" }, months: "Pour combien de mois",
  open: "Ouvrir comme devis", end: "Terminer ici les lignes renouvelées", endHint: "Un renouvellement anticipé termine les lignes de cette commande la veille. Accepter le nouveau devis l’ajoute à la commande.",
  opened: (id) => `${id} est maintenant un devis. La commande est toujours là.`, openedEarly: (id) => `${id} est maintenant un devis. L’accepter termine la veille les lignes renouvelées de la commande.`,
  ended: (id) => `Les lignes renouvelées de ${id} prennent fin la veille.`, other: (id) => `Aller à la commande ${id}`, otherStart: (id) => `Le devis commence un autre jour que son renouvellement : terminez-y les lignes de ${id}.`,
  preview: "Le renouvellement", newNet: "HT du renouvellement", from: (first, last) => `du ${first} au ${last}`, openFrom: (first) => `dès le ${first}, sans fin`, monthly: "Par mois", lines: "Par ligne, à chaque période de prix", period: "Prix par", once: "en tout", notRenewed: "Ce qui n’est pas renouvelé",
  left: { oneTime: "facturé une fois", ended: "terminé avant", goesOn: "sans fin, continue de soi-même", notNamed: "laissé de côté", notBegun: "commence plus tard et reste dans la commande" }, units: (n) => `${n} unités`,
  early: "Ce que le début anticipé fait à cette commande", old: "Le dernier renouvellement valable est montré.", none: "Rien à montrer pour l’instant.",
  announce: (net, monthly) => `Renouvellement : ${net} HT, ${monthly} par mois`,
  forecast: {
    title: "Prévision", badge: "prévision", hint: "Si la commande se renouvelait d’elle-même à ces conditions, à sa fin. Personne ne le doit.", through: "Jusqu’au", term: "Durée", monthly: "Par mois", net: "HT de la durée", invoiced: (day) => `Facturé jusqu’au ${day}`, none: "Aucun renouvellement jusqu’à ce jour.", open: "sans fin",
  },
};
