// The triage, ready to answer in the language of this page.
import data from "./data.js";
import { ready } from "../script/model.js";
export { rankOf, valuesOf } from "../script/engine.js";

export const knowledge = ready(data.knowledge, { [data.language]: data.triage });
