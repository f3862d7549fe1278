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
	"waybill/internal/devhost/eventstream"
	"waybill/internal/system"
	"waybill/shared/chain"
	"waybill/shared/operations"
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
			"  waybill up --azure-emulators --data on-azure   the same on stand-ins for Azure's services\n" +
			"  waybill up --data /srv/waybill --addr 127.0.0.1:8080\n" +
			"  waybill up --rpc http://127.0.0.1:8545          use another node\n" +
			"  waybill up --redeliver-rate 0.3 --duplicate --two-processes   try whether anything is lost",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := checkSystem(o); err != nil {
				return &usageError{err}
			}
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
	f.StringVar(&o.Finality, "finality", "", "when a block is final: instant, finalized or depth:N (default instant on development chains, else finalized)")
	f.StringVar(&o.Handler, "handler", "", "the handler's binary, such as dist/handler; default this program, which is the same")
	f.StringVar(&o.StreamShape, "stream", "evmconnect", "shape of the event stream's batches: evmconnect or ethconnect")
	f.BoolVar(&o.AzureEmulators, "azure-emulators", false, "keep everything on stand-ins for Azure Storage, Service Bus and Azure SQL, through Azure's own libraries")
	f.BoolVar(&o.EnableAuth, "enable-auth", false, "ask for function keys, as Azure does")
	f.Float64Var(&o.Adversity.RedeliverRate, "redeliver-rate", 0, "share of handled messages that come again")
	f.BoolVar(&o.Adversity.Duplicate, "duplicate", false, "deliver every message twice")
	f.IntVar(&o.Adversity.CrashAfter, "crash-after", 0, "kill the handler after every so many invocations")
	f.BoolVar(&o.Adversity.TwoProcesses, "two-processes", false, "one handler for HTTP, one for everything else, as Flex Consumption may")
}

// checkSystem refuses flags that no system can run with, before anything is started or written.
func checkSystem(o system.Options) error {
	if _, err := chain.ParseFinality(o.Finality); o.Finality != "" && err != nil {
		return fmt.Errorf("--finality: %w", err)
	}
	a := o.Adversity
	switch {
	case o.StreamShape != eventstream.Evmconnect && o.StreamShape != eventstream.Ethconnect:
		return fmt.Errorf("--stream is %q; it must be %s or %s", o.StreamShape, eventstream.Evmconnect, eventstream.Ethconnect)
	case o.Period < 0:
		return fmt.Errorf("--period is %v; it must not be negative", o.Period)
	case !(a.RedeliverRate >= 0 && a.RedeliverRate <= 1):
		return fmt.Errorf("--redeliver-rate is %v; it must be between 0 and 1", a.RedeliverRate)
	case a.CrashAfter < 0:
		return fmt.Errorf("--crash-after is %d; it must not be negative", a.CrashAfter)
	}
	if o.Handler == "" {
		return nil
	}
	if info, err := os.Stat(o.Handler); err != nil || !info.Mode().IsRegular() {
		return fmt.Errorf("--handler: there is no program %s; make stage builds dist/handler", o.Handler)
	}
	return nil
}

func up(c *cobra.Command, g *globals, o system.Options) error {
	started := time.Now()
	s, err := system.Start(c.Context(), o)
	if err != nil {
		return err
	}
	defer s.Stop()
	if err := welcome(c.OutOrStdout(), g, s, time.Since(started)); err != nil {
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
func welcome(w io.Writer, g *globals, s *system.System, took time.Duration) error {
	if g.json {
		return printJSON(w, map[string]any{
			"url": s.URL, "chain": s.ChainURL, "contract": fmt.Sprintf("0x%x", s.Settings.Contract),
			"data": s.Settings.DataDir, "credential": s.AdminToken, "deviations": devhost.Deviations(),
		})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Waybill is up after %.1f s.\n\n", took.Seconds())
	fmt.Fprintf(&b, "  API       %s/api/openapi.json\n  chain     %s\n  contract  0x%x\n  data      %s\n", s.URL, s.ChainURL, s.Settings.Contract, s.Settings.DataDir)
	waybill, data := program(), s.Settings.DataDir
	credential := s.AdminToken
	if credential != "" {
		fmt.Fprintf(&b, "\nThe administrator's credential, shown this once:\n\n  %s\n", credential)
	} else {
		credential = fmt.Sprintf("$(%s credential create --data '%s' --organization %s --administrator | head -n 1)", waybill, data, operations.Operator)
	}
	fmt.Fprintf(&b, "\nNext, in another terminal, let a company join and make the credential of its programs:\n\n"+
		"  export WAYBILL_URL=%[1]s\n"+
		"  export WAYBILL_CREDENTIAL=%[4]s\n"+
		"  curl -H \"Authorization: Bearer $WAYBILL_CREDENTIAL\" -H 'Idempotency-Key: 1' -H 'Content-Type: application/json' \\\n"+
		"       -d '{\"id\":\"my-company\",\"name\":\"My Company\"}' %[1]s/api/v1/organizations\n"+
		"  %[3]s credential create --data '%[2]s' --organization my-company\n"+
		"  %[3]s import --help\n", s.URL, data, waybill, credential)
	b.WriteString("\nThis host stands in for the Azure Functions host. It does not imitate:\n\n")
	for _, d := range devhost.Deviations() {
		fmt.Fprintf(&b, "  - %s\n", d)
	}
	b.WriteString("\nCtrl-C stops it.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// program is how this program was started, for commands that are to be copied.
func program() string {
	if strings.Contains(os.Args[0], "go-build") { // go run takes the binary away when it ends
		return "go run ./cmd/waybill"
	}
	return os.Args[0]
}

// newLog logs for people: warnings, or everything.
func newLog(w io.Writer, verbose bool) *slog.Logger {
	level := slog.LevelWarn
	if verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}
