// Compiles Peers.sol with the compiler and the settings of our own contract, and writes peers.json.
"use strict";

const fs = require("fs");
const path = require("path");
const solc = require("../node_modules/solc");

const settings = {
  evmVersion: "cancun",
  viaIR: true,
  optimizer: { enabled: true, runs: 10000 },
  outputSelection: { "Peers.sol": { "*": ["abi", "evm.bytecode.object"] } },
};

// One package asks for one older compiler; its code means the same to ours.
const read = (file) => fs.readFileSync(file, "utf8").replace("pragma solidity 0.8.29;", "pragma solidity ^0.8.29;");
const sources = { "Peers.sol": { content: read(path.join(__dirname, "Peers.sol")) } };
const find = (name) => ({ contents: read(path.join(__dirname, "node_modules", name)) });

const output = JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings }), { import: find }));
const errors = (output.errors ?? []).filter((finding) => finding.severity === "error");
for (const error of errors) console.error(error.formattedMessage);
if (errors.length) process.exit(1);

const peers = {};
for (const [name, contract] of Object.entries(output.contracts["Peers.sol"])) {
  peers[name] = { abi: contract.abi, bytecode: "0x" + contract.evm.bytecode.object };
}
fs.writeFileSync(path.join(__dirname, "peers.json"), JSON.stringify(peers));
