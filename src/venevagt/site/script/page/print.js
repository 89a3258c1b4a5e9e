// A tool of the result: print the page.

export const print = { word: "print", fits: () => true, use: () => window.print() };
