package system

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"waybill/internal/appsettings"
	"waybill/shared/config"
)

// Given gives the settings of a system as they stand: those of its data folder, or a file of app settings if place is one;
// "-" is such a file from in. They have secrets in them, or references to secrets.
func Given(place string, in io.Reader) (map[string]string, error) {
	if info, err := os.Stat(place); place == "-" || err == nil && info.Mode().IsRegular() {
		return appsettings.Read(place, in)
	}
	dir, err := filepath.Abs(place)
	if err != nil {
		return nil, err
	}
	v, err := readValues(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no system in %s: start one with waybill up --data %s", dir, dir)
	}
	return v, err
}

// Settings gives the settings of a system, for commands that look at it beside or without a running one. References to a
// Key Vault are resolved with the rights of whoever calls.
func Settings(ctx context.Context, place string, in io.Reader) (config.Settings, error) {
	given, err := Given(place, in)
	if err != nil {
		return config.Settings{}, err
	}
	if given, err = appsettings.Resolve(ctx, given, appsettings.KeyVault{}); err != nil {
		return config.Settings{}, err
	}
	settings, err := values(given).settings()
	settings.ClientID = "" // of the function app, which only that can sign in as
	return settings, err
}
