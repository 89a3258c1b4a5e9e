// The page of the rehabilitation, or the page on which a clinician makes a clearance.
import { makePage } from "./make.js";
import { personPage } from "./page.js";

document.getElementById("no-script").hidden = true;
void (document.getElementById("make") ? makePage(document) : personPage(document));
