// Package config has one table of settings: name, meaning, default. It is read once, in main.
package config
