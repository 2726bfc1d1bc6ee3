// A quote as a link: the inputs, compressed, after the #. Browsers send nothing behind a # to any server.
import type { Deal } from "./deal";

const mark = "#v1."; // the version of this notation

export async function linkTo(deal: Deal): Promise<string> {
  const small = await piped(new TextEncoder().encode(JSON.stringify(deal, withoutCost)), new CompressionStream("deflate-raw"));
  const text = btoa(Array.from(small, (byte) => String.fromCharCode(byte)).join(""));
  return `${location.href.split("#")[0]}${mark}${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** What units cost the seller stays at home; a price that follows its cost cannot do without it. */
function withoutCost(this: { model?: unknown }, key: string, value: unknown): unknown {
  return key === "cost" && this.model !== "costPlus" ? undefined : value;
}

/** The deal of a link, or undefined where there is none or it is damaged. The engine judges it like any other input. */
export async function dealFrom(hash: string): Promise<Deal | undefined> {
  if (!hash.startsWith(mark)) return undefined;
  try {
    const text = atob(hash.slice(mark.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await piped(bytes, new DecompressionStream("deflate-raw")))) as Deal;
  } catch {
    return undefined;
  }
}

async function piped(bytes: Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());
}
