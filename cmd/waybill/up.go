package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waybill/internal/devhost"
	"waybill/internal/system"
)

func newUp(g *globals) *cobra.Command {
	var o system.Options
	var verbose bool
	c := &cobra.Command{
		Use:   "up",
		Short: "Run everything on this machine: chain, host, handler and event stream",
		Long: "Runs a development chain, the stand-in for the Azure Functions host with the real handler as its child, and an\n" +
			"event stream, all on loopback. Data stays in --data: stopped or killed at any time and started again, it goes on\n" +
			"where it was.",
		Example: "  waybill up\n" +
			"  waybill up --data /srv/waybill --addr 127.0.0.1:8080\n" +
			"  waybill up --rpc http://127.0.0.1:8545          use another node\n" +
			"  waybill up --redeliver-rate 0.3 --duplicate --two-processes   try whether anything is lost",
		Args: exactly(0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			o.Log = newLog(c.ErrOrStderr(), verbose)
			return up(c, g, o)
		},
	}
	systemFlags(c, &o)
	c.Flags().StringVar(&o.Data, "data", "waybill-data", "folder of everything that lasts")
	c.Flags().StringVar(&o.Addr, "addr", "127.0.0.1:7071", "loopback address of the API")
	c.Flags().BoolVar(&verbose, "verbose", false, "log every invocation")
	return c
}

// systemFlags are the flags that up and demo share.
func systemFlags(c *cobra.Command, o *system.Options) {
	f := c.Flags()
	f.StringVar(&o.RPC, "rpc", "", "JSON-RPC address of another node, instead of the development chain")
	f.DurationVar(&o.Period, "period", 0, "time between blocks of the development chain; 0 for a block on demand")
	f.StringVar(&o.Finality, "finality", "instant", "when a block is final: instant, finalized or depth:N")
	f.StringVar(&o.Handler, "handler", "", "the handler's binary, such as dist/handler; default this program, which is the same")
	f.StringVar(&o.StreamShape, "stream", "evmconnect", "shape of the event stream's batches: evmconnect or ethconnect")
	f.BoolVar(&o.EnableAuth, "enable-auth", false, "ask for function keys, as Azure does")
	f.Float64Var(&o.Adversity.RedeliverRate, "redeliver-rate", 0, "share of handled messages that come again")
	f.BoolVar(&o.Adversity.Duplicate, "duplicate", false, "deliver every message twice")
	f.IntVar(&o.Adversity.CrashAfter, "crash-after", 0, "kill the handler after every so many invocations")
	f.BoolVar(&o.Adversity.TwoProcesses, "two-processes", false, "one handler for HTTP, one for everything else, as Flex Consumption may")
}

func up(c *cobra.Command, g *globals, o system.Options) error {
	started := time.Now()
	s, err := system.Start(c.Context(), o)
	if err != nil {
		return err
	}
	defer s.Stop()
	if err := welcome(c.OutOrStdout(), g, s, o, time.Since(started)); err != nil {
		return err
	}
	select {
	case <-c.Context().Done():
		return nil // asked to stop: everything accepted is durable
	case err := <-s.Failed():
		return err
	}
}

// welcome prints address, credentials and next steps.
func welcome(w io.Writer, g *globals, s *system.System, o system.Options, took time.Duration) error {
	if g.json {
		return printJSON(w, map[string]any{
			"url": s.URL, "chain": s.ChainURL, "contract": fmt.Sprintf("0x%x", s.Settings.Contract),
			"data": o.Data, "credential": s.AdminToken, "deviations": devhost.Deviations(),
		})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Waybill is up after %.1f s.\n\n", took.Seconds())
	fmt.Fprintf(&b, "  API       %s/api/openapi.json\n  chain     %s\n  contract  0x%x\n  data      %s\n", s.URL, s.ChainURL, s.Settings.Contract, o.Data)
	if s.AdminToken != "" {
		fmt.Fprintf(&b, "\nThe administrator's credential, shown this once:\n\n  %s\n", s.AdminToken)
	}
	fmt.Fprintf(&b, "\nNext:\n\n"+
		"  export WAYBILL_URL=%[1]s WAYBILL_CREDENTIAL=<credential>\n"+
		"  curl -H \"Authorization: Bearer $WAYBILL_CREDENTIAL\" -H 'Idempotency-Key: 1' -H 'Content-Type: application/json' \\\n"+
		"       -d '{\"id\":\"my-company\",\"name\":\"My Company\"}' %[1]s/api/v1/organizations\n"+
		"  waybill credential create --data %[2]s --organization my-company\n"+
		"  waybill import --help\n", s.URL, o.Data)
	b.WriteString("\nThis host stands in for the Azure Functions host. It does not imitate:\n\n")
	for _, d := range devhost.Deviations() {
		fmt.Fprintf(&b, "  - %s\n", d)
	}
	b.WriteString("\nCtrl-C stops it.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// newLog logs for people: warnings, or everything.
func newLog(w io.Writer, verbose bool) *slog.Logger {
	level := slog.LevelWarn
	if verbose {
		level = slog.LevelInfo
	}
	if w == nil {
		w = os.Stderr
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}
