// Les paramètres des prix, de la consommation et des remises, en français.
import type { PolicyTexts } from "./policy-en";
import type { PriceSwitch } from "./policy-prices-en";

export const pricesFr: Pick<PolicyTexts, PriceSwitch> = {
  zeroQuantity: {
    name: "Aucune unité", about: "Ce que font les forfaits quand rien n’est consommé.",
    values: {
      nothing: ["Rien", "Sans unité, rien n’est dû, forfaits compris."],
      flatFees: ["Forfaits dus", "Les forfaits sont dus même sans unité ; par paliers, celui du premier."],
    },
  },
  tierBounds: {
    name: "Fin de palier", about: "Quel palier contient une quantité située juste à la fin d’un palier.",
    values: {
      inclusive: ["Dans le palier", "Paliers jusqu’à 11 et jusqu’à 51 : 11 unités sont dans le premier."],
      exclusive: ["Dans le suivant", "Paliers jusqu’à 11 et jusqu’à 51 : 11 unités sont dans le deuxième."],
    },
  },
  packageRounding: {
    name: "Lots entamés", about: "Ce que compte un lot entamé.",
    values: {
      up: ["Entier", "Un lot entamé compte : 150 minutes font 3 lots de 60."],
      down: ["Rien", "Seuls les lots complets comptent : 150 minutes font 2 lots de 60."],
    },
  },
  discountStacking: {
    name: "Remises ensemble", about: "Sur quoi portent les pourcentages d’une même ligne.",
    values: {
      sequential: ["L’une après l’autre", "Chacune sur ce que laisse la précédente : 30 et 20 % sur 100 laissent 56."],
      additive: ["Additionnées", "Toutes sur le même prix : 30 et 20 % sur 100 laissent 50."],
    },
  },
  discountRounding: {
    name: "Arrondi des remises", about: "Où les remises en pourcentage d’une ligne sont arrondies.",
    values: {
      result: ["À la fin", "Seul le résultat est arrondi : 5, 10 et 15 % sur 100 laissent 72,68."],
      each: ["Chacune", "Ce que chacune retire est arrondi : 5,00, 9,50 et 12,83 laissent 72,67."],
    },
  },
  minimums: {
    name: "Minimums", about: "Ce que vaut un minimum ou un maximum, de consommation ou d’engagement, dans une période coupée.",
    values: {
      prorate: ["Leur part", "Dans une période coupée, un minimum ou un maximum compte pour sa part."],
      full: ["Entiers", "Dans une période coupée, un minimum ou un maximum reste entier."],
    },
  },
  allowances: {
    name: "Unités incluses", about: "Combien d’unités une période coupée comprend.",
    values: {
      prorate: ["Leur part", "Une période coupée comprend sa part des unités."],
      full: ["Toutes", "Une période coupée comprend toutes les unités."],
    },
  },
  rerating: {
    name: "Nouveau calcul", about: "Comment se facture une consommation dont les paliers courent sur plusieurs périodes, quand consommer plus rend le tout moins cher, change de prix ou remplace le relevé.",
    values: {
      difference: ["Au fil de l’eau", "Chaque période facture ce dont le tout a changé, même en dessous de zéro."],
      atClose: ["À la clôture", "Elle est facturée quand sa fenêtre se ferme."],
    },
  },
  lateUsage: {
    name: "Consommation tardive", about: "Où compte une consommation connue après l’échéance de sa période.",
    values: {
      original: ["Sa période", "Dans la période où elle a eu lieu ; si celle-ci est déjà facturée, l’écart est facturé."],
      current: ["Dès qu’on la connaît", "Dans la période où elle est connue ; après la fin de la ligne, dans sa dernière période."],
      reject: ["Refusée", "Nulle part : un tel relevé est une erreur."],
    },
  },
};
