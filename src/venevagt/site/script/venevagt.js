// All that a page needs.
export { assess } from "./assess.js";
export { CaseError, readCase } from "./cases.js";
export { readDrafts, readInputs, readNumber } from "./fields.js";
export { matters, progress } from "./interview.js";
export { addWords, ready } from "./model.js";
export { result } from "./result.js";
export { danishClock, emergencyNumber, regionsOf } from "./services.js";
export { answerLabel, fill, shownFacts } from "./words.js";
