// Package stories carries the stories that come with Waybill, so that `waybill demo` finds them wherever it runs.
package stories

import "embed"

// Files has one folder for each story, with a story.yaml in it.
//
//go:embed chips
var Files embed.FS
