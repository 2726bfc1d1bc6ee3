// Les paramètres de la facturation, en français.
import type { PolicyTexts } from "./policy-en";
import type { InvoiceSwitch } from "./policy-invoices-en";

export const invoicesFr: Pick<PolicyTexts, InvoiceSwitch> = {
  catchUp: {
    name: "Rattrapage", about: "Combien de factures naissent d’une commande qui a plusieurs échéances de retard.",
    values: {
      one: ["Une seule", "Une facture de tout ce qui est échu."],
      perPeriod: ["Une par échéance", "Une facture pour chaque échéance."],
    },
  },
  negativeInvoices: {
    name: "Sous zéro", about: "Ce que devient un brouillon dont le total est négatif.",
    values: {
      creditNote: ["Avoir", "Un avoir."],
      carry: ["Reporté", "Une facture sans rien à payer ; le reste est un crédit du compte, que les factures suivantes utilisent."],
      negativeInvoice: ["Facture négative", "Une facture de montant négatif."],
    },
  },
  zeroInvoices: {
    name: "À zéro", about: "Ce que devient un brouillon dont le total est nul.",
    values: {
      post: ["Émise", "Une facture comme une autre."],
      skip: ["Omise", "Aucune facture ; ses lignes viennent avec la suivante."],
    },
  },
};
