// Les paramètres d’une règle de facturation, en français : ce que chacun décide et ce que fait chaque valeur.
import type { PolicyTexts } from "./policy-en";
import { invoicesFr } from "./policy-invoices-fr";
import { ordersFr } from "./policy-orders-fr";
import { pricesFr } from "./policy-prices-fr";

const stub = (name: string, about: string): PolicyTexts["firstPeriod"] => ({
  name, about,
  values: {
    separate: ["À part", "C’est une période à elle seule, facturée pour sa part."],
    combine: ["Réunie", "Elle rejoint la période entière voisine ; sans voisine, elle reste seule."],
    full: ["Plein tarif", "C’est une période à elle seule, au prix d’une entière ; la durée est alors mesurée."],
    free: ["Offerte", "C’est une période à elle seule et elle ne coûte rien ; la durée est alors mesurée."],
  },
});

export const policyFr: PolicyTexts = {
  rounding: {
    name: "Arrondi", about: "Où les montants d’un élément de prix sont arrondis.",
    values: {
      perPeriod: ["Par période", "Le net est arrondi une fois, depuis son total exact ; chaque période s’arrondit seule et l’une d’elles prend le reste."],
      independent: ["Indépendant", "Chaque période s’arrondit seule et le net est leur somme : aucun total de contrat n’est à atteindre."],
      cumulative: ["Cumulé", "Chaque période est la différence du cumul arrondi, si bien que la somme suit toujours le total exact."],
      perUnit: ["Par unité", "Le prix d’une unité pour la période est d’abord arrondi, puis multiplié par la quantité et arrondi ; le net est la somme."],
    },
  },
  roundingMode: {
    name: "Demis", about: "Vers quel voisin va une valeur entre deux unités.",
    values: {
      halfUp: ["Demi supérieur", "À l’unité la plus proche, les demis en s’éloignant de zéro : 2,5 devient 3."],
      halfEven: ["Demi pair", "À l’unité la plus proche, les demis vers le pair : 2,5 devient 2, 3,5 devient 4."],
      down: ["Vers zéro", "Vers zéro : 2,9 devient 2."],
      up: ["Loin de zéro", "En s’éloignant de zéro : 2,1 devient 3."],
    },
  },
  remainderPeriod: {
    name: "Reste", about: "Quelle période prend le reste quand l’arrondi est par période.",
    values: {
      last: ["Dernière période", "La dernière période prend le reste : 100 en trois font 33,33, 33,33 et 33,34."],
      first: ["Première période", "La première période prend le reste : 100 en trois font 33,34, 33,33 et 33,33."],
    },
  },
  spread: {
    name: "Répartition", about: "Qui prend les centimes restants quand un montant est réparti sur des lignes.",
    values: {
      largestRemainder: ["Plus grande fraction", "Les centimes manquants vont aux plus grandes fractions, à égalité à la première ligne."],
      first: ["Premières lignes", "Les centimes manquants vont un à un aux premières lignes."],
      last: ["Dernière ligne", "La dernière ligne prend tous les centimes manquants."],
      cumulative: ["Cumulée", "Chaque part est la différence du cumul arrondi."],
    },
  },
  termTotal: {
    name: "Prix de la durée", about: "Ce que coûte une durée comptée en périodes.",
    values: {
      fixed: ["Périodes entières", "Douze mois coûtent douze fois le prix mensuel quel que soit le calendrier ; les périodes coupées se partagent ce que laissent les entières."],
      measured: ["Jours mesurés", "Le total est ce que mesurent les jours : un premier et un dernier mois coupés ne font pas toujours un mois entier."],
    },
  },
  firstPeriod: stub("Première période", "Une première période plus courte que les autres, quand la ligne ne le dit pas."),
  lastPeriod: stub("Dernière période", "Une dernière période plus courte que les autres, quand la ligne ne le dit pas."),
  grain: {
    name: "Grain", about: "L’unité de temps quand des instants sont donnés ; une date civile est un jour entier dans tous les cas.",
    values: {
      day: ["Jour", "Un instant compte comme son jour UTC."],
      second: ["Seconde", "Les instants sont coupés à la seconde ; les dates sans heure restent des jours entiers."],
      millisecond: ["Milliseconde", "Les instants comptent à la milliseconde ; les dates sans heure restent des jours entiers."],
    },
  },
  dayCount: {
    name: "Compte des jours", about: "Ce que compte une partie de période en mois, quand la période est coupée.",
    values: {
      actual: ["Jours réels", "Jours utilisés sur jours de la période : 5 jours de janvier font 5/31."],
      actual30: ["Réels / 30", "Jours utilisés sur 30 par mois : 5 jours de janvier font 5/30."],
      actual365: ["Réels / 365", "Jours utilisés sur 365/12 par mois : 5 jours d’un mois font 60/365."],
      thirty360Us: ["30/360 américain", "Chaque mois a 30 jours ; un 31 compte comme le 30 si la durée commence un 30 ou un 31."],
      thirty360Eu: ["30/360 européen", "Chaque mois a 30 jours ; tout 31 compte comme le 30."],
      strict30: ["30 stricts", "Chaque mois a 30 jours ; son dernier jour est le 30."],
      fixed30: ["30 fixes", "Jours utilisés sur 30 ; d’un mois à l’autre, le premier mois compte 30 jours."],
    },
  },
  count: {
    name: "Compté d’abord", about: "Quels ensembles entiers sont comptés avant les jours.",
    values: {
      periods: ["Périodes", "On compte les périodes de prix entières, puis les jours qui restent."],
      months: ["Mois", "On compte les mois entiers depuis le début, puis les jours qui restent."],
      days: ["Jours", "On ne compte que des jours, sur 365 par an ou le mois du compte des jours ; les périodes entières ne tombent alors pas juste."],
    },
  },
  priceGrid: {
    name: "Périodes de prix", about: "Où commencent les cases qui mesurent les prix en mois.",
    values: {
      billing: ["Avec la facturation", "Elles commencent avec les périodes de facturation : du 15 janvier, facturé le 1er, 17/31 jusqu’à fin janvier."],
      anniversary: ["Avec le début", "Elles commencent au début de l’élément : du 15 janvier, une case finit le 14 février."],
      calendar: ["Mois civils", "Ce sont les mois civils : du 15 janvier, 17/31 de janvier."],
    },
  },
  denominator: {
    name: "Divisé par", about: "Par quoi une période coupée est divisée.",
    values: {
      currentPeriod: ["Sa propre période", "Les jours de la période de la grille qui la contient."],
      planPeriod: ["Une période du plan", "Les jours d’une période de prix, comptée à rebours de la fin si la partie commence hors grille, sinon depuis son début."],
    },
  },
  partial: {
    name: "Périodes coupées", about: "Ce que compte une période coupée par un début ou une fin.",
    values: {
      prorate: ["Leur part", "Une période coupée compte pour sa part."],
      full: ["Entières", "Une période coupée compte comme une entière."],
      free: ["Rien", "Une période coupée ne compte pas."],
    },
  },
  endOfMonth: {
    name: "Fins de mois", about: "Où vont les périodes ancrées au dernier jour d’un mois.",
    values: {
      clamp: ["Jour de l’ancre", "Le jour de l’ancre, ou le dernier du mois s’il n’existe pas : 28 février, 28 mars, 28 avril."],
      lastDay: ["Dernier jour", "Toujours le dernier jour du mois : 28 février, 31 mars, 30 avril."],
      lastDayForYears: ["Dernier jour, par ans", "Le dernier jour pour les périodes en années, le jour de l’ancre pour les autres."],
    },
  },
  changeDay: {
    name: "Jour d’un changement", about: "Qui paie le jour où quelque chose change.",
    values: {
      new: ["Le nouveau", "Ce qui suit le changement paie ce jour ; un avenant vaut dès son jour."],
      old: ["L’ancien", "Ce qui précède le changement paie ce jour ; un avenant vaut dès le lendemain."],
    },
  },
  ...pricesFr,
  factorScale: {
    name: "Décimales du facteur", about: "Décimales auxquelles la mesure de chaque morceau est arrondie avant le prix.",
    none: ["Exact", "Les mesures sont des fractions, sans arrondi avant le prix."],
    decimals: (digits) => [digits, `Chaque mesure est arrondie à ${digits} décimales, puis multipliée par le prix.`],
  },
  unitPriceScale: {
    name: "Décimales du prix unitaire", about: "Décimales du prix unitaire arrondi, quand l’arrondi est par unité.",
    none: ["Celles de la devise", "Le prix unitaire est arrondi aux décimales de la devise, quand l’arrondi est par unité."],
    decimals: (digits) => [digits, `Le prix unitaire est arrondi à ${digits} décimales, quand l’arrondi est par unité.`],
  },
  taxLevel: {
    name: "Arrondi de la TVA", about: "Où la TVA d’une facture est arrondie.",
    values: {
      category: ["Par taux", "Une fois par catégorie, taux et composante de la facture (EN 16931)."],
      line: ["Par poste", "Chaque poste seul ; la facture les additionne."],
      cumulative: ["Somme courante", "Les postes sont les différences de la somme courante arrondie de leur taux."],
      document: ["Par facture", "Une fois pour toute la facture, tous taux réunis."],
    },
  },
  inclusiveKeeps: {
    name: "Prix TTC : arrondi", about: "Ce qui est arrondi quand le prix comprend la TVA ; l’autre est le reste.",
    values: {
      net: ["Le net", "24,99 à 20 % : 20,83 et 4,16 de TVA."],
      tax: ["La TVA", "24,99 à 20 % : 20,82 et 4,17 de TVA."],
    },
  },
  taxPoint: {
    name: "Date de la TVA", about: "Le jour où un taux daté est lu.",
    values: {
      invoiceDate: ["Date de facture", "Le taux du jour de la facture."],
      periodStart: ["Début de période", "Le taux du premier jour de la période facturée."],
      periodEnd: ["Fin de période", "Le taux du dernier jour de la période facturée."],
      dueDate: ["Échéance", "Le taux du jour où la facture est due."],
    },
  },
  taxRoundingMode: {
    name: "Demi-unités de TVA", about: "Vers quel voisin va une demi-unité de TVA.",
    values: {
      halfUp: ["Au plus proche", "Au plus proche, les demis s’éloignent de zéro."],
      halfEven: ["Au pair", "Au plus proche, les demis vont au pair."],
      down: ["Vers zéro", "Vers zéro."],
      up: ["Loin de zéro", "En s’éloignant de zéro."],
    },
  },
  ...ordersFr,
  ...invoicesFr,
};
