import type { Locale } from "../decimal-input";
import { en, type Catalogue } from "./en";
import { fr } from "./fr";

export type { Catalogue };
export const catalogues: Record<Locale, Catalogue> = { en, fr };
