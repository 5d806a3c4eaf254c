import type { Contact } from "relata";

import type { Context } from "./context.ts";
import type { Child } from "./dom.ts";
import { name } from "./name.ts";

/** How a contact concerns the entity: `direct`, `via` someone, or `mentioned`. */
export function role(context: Context, contact: Contact): Child[] {
  if (contact.role === "direct") return ["direct"];
  return contact.via === null ? ["mentioned"] : ["via ", name(context, contact.via)];
}
