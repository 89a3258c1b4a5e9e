// What makes a plan of each kind: the data, what is known, the day from which it counts.
import { followUp } from "./followup.js";
import { prevention } from "./prevention.js";

export const makers = { followup: followUp, prevention };
