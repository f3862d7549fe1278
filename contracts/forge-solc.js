#!/usr/bin/env node
// Lets forge use npm's solc, so that one pinned compiler builds what is tested and what is deployed.
"use strict";

const fs = require("fs");
const solc = require("solc");

if (process.argv.includes("--version")) {
  // Forge parses the version line of a native solc and knows no Emscripten.
  console.log("solc, the solidity compiler commandline interface");
  console.log("Version: " + solc.version().replace("Emscripten.clang", "Linux.g++"));
} else {
  fs.writeSync(1, solc.compile(fs.readFileSync(0, "utf8")));
}
