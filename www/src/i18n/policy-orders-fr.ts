// Les paramètres des commandes, en français.
import type { PolicyTexts } from "./policy-en";
import type { OrderSwitch } from "./policy-orders-en";

export const ordersFr: Pick<PolicyTexts, OrderSwitch> = {
  oneTimeDecrease: {
    name: "Moins, vendu une fois", about: "Ce qu’un avenant rend sur ce qui est vendu une fois.",
    values: {
      keep: ["Rien", "Ce qui est livré reste vendu. Un supplément n’est dû qu’au-delà de ce qui est facturé."],
      credit: ["L’écart", "Ce qui est facturé au-delà de ce qui reste est rendu."],
    },
  },
  planCatchUp: {
    name: "Échéancier changé", about: "Qui facture ce qui manque aux échéances atteintes après un changement.",
    values: {
      nextItem: ["L’échéance suivante", "L’échéance suivante, dans l’ordre déclaré, prend ce qui manque ou ce qui est en trop."],
      now: ["Une régularisation", "Une régularisation le jour du changement s’en charge ; les échéances suivantes facturent leur propre part."],
    },
  },
  decreases: {
    name: "Moins, en cours de période", about: "Quand on vend moins, à partir d’un jour à l’intérieur d’une période facturée.",
    values: {
      credit: ["Dès ce jour", "Les jours restants coûtent moins, et ce qui est facturé en trop est rendu."],
      nextPeriod: ["Période suivante", "La période reste telle quelle ; la baisse commence avec la suivante. Le retrait d’une ligne aussi."],
    },
  },
  increases: {
    name: "Plus, en cours de période", about: "Quand on vend plus, à partir d’un jour à l’intérieur d’une période facturée.",
    values: {
      prorate: ["Dès ce jour", "Les jours restants coûtent plus."],
      full: ["Cette période", "Toute la période qui contient ce jour coûte plus."],
      nextPeriod: ["Période suivante", "La période reste telle quelle ; la hausse commence avec la suivante."],
    },
  },
  amendBy: {
    name: "Régularisations", about: "Comment une période facturée est refacturée après un changement.",
    values: {
      replace: ["Avoir et facture", "Ce qui est facturé pour les jours changés est rendu, puis ces jours sont refacturés : deux lignes."],
      delta: ["Écart", "Une seule ligne : ce qui manque, ou ce qui est en trop."],
    },
  },
  creditBasis: {
    name: "Valeur d’un avoir", about: "Ce que vaut un jour rendu, quand une période est coupée.",
    values: {
      kept: ["Ce qui n’est pas gardé", "Le montant de la période moins ce que coûtent les jours servis, arrondi : la moitié de 49,99 fait 25,00 gardés et 24,99 rendus."],
      own: ["Son propre prix", "Ce que coûtent les jours rendus à eux seuls, arrondi : la moitié de 49,99 fait 25,00 rendus et 24,99 gardés."],
    },
  },
};
