// Command handler is what the Functions host starts: every function of Waybill behind one port.
package main

import (
	"os"

	"waybill/internal/app"
)

func main() { os.Exit(app.Main()) }
