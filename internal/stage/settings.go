package stage

import (
	"encoding/json"

	"waybill/shared/config"
)

// SampleSettings is local.settings.sample.json: every setting, to be copied to local.settings.json and filled in for
// the Functions Core Tools.
func SampleSettings() []byte {
	values := map[string]string{"FUNCTIONS_WORKER_RUNTIME": "custom", "AzureWebJobsStorage": "UseDevelopmentStorage=true"}
	for _, s := range config.Table {
		if s.Name == "FUNCTIONS_CUSTOMHANDLER_PORT" {
			continue // the host sets it
		}
		values[s.Name] = s.Default
		if s.Needed {
			values[s.Name] = "<" + s.Meaning + ">"
		}
	}
	text, err := json.MarshalIndent(map[string]any{"IsEncrypted": false, "Values": values}, "", "  ")
	if err != nil {
		panic(err) // a map of strings
	}
	return append(text, '\n')
}
