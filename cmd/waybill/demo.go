package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"waybill/internal/audit"
	"waybill/internal/story"
	"waybill/internal/system"
	"waybill/shared/ledger"
)

func newDemo(g *globals) *cobra.Command {
	var o system.Options
	var file string
	var queue, stay bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Play a custody story from end to end and verify it",
		Long: "Starts a whole system on free ports in a temporary folder, plays a story on it as its organisations would, prints where\n" +
			"the finished product came from, and verifies everything from scratch. Nothing is left running and nothing is left behind.",
		Example: "  waybill demo\n" +
			"  waybill demo --story docs/stories/chips/story.yaml\n" +
			"  waybill demo --rpc http://127.0.0.1:8545            on another node\n" +
			"  waybill demo --redeliver-rate 0.3 --duplicate --two-processes\n" +
			"  waybill demo --json | jq .verified\n" +
			"  waybill demo --stay                                 and then trace, recall, gaps",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := checkSystem(o); err != nil {
				return &usageError{err}
			}
			o.Log = newLog(c.ErrOrStderr(), false)
			return demo(c, g, o, file, queue, stay)
		},
	}
	systemFlags(c, &o)
	c.Flags().StringVar(&file, "story", "", "story file; default the chip's story that comes with Waybill")
	c.Flags().BoolVar(&stay, "stay", false, "leave the system up until Ctrl-C, to look around in it")
	c.Flags().BoolVar(&queue, "queue", false, "send the commands as queue messages, not over HTTP")
	return c
}

// A demonstration is what demo prints as JSON.
type demonstration struct {
	Verified bool         `json:"verified"`
	Problems []string     `json:"problems"`
	Trace    *ledger.Node `json:"trace"`
	Seconds  float64      `json:"seconds"`
	Stay     *place       `json:"stay,omitempty"` // where the system is, if it stays
}

// A place is where a system is and what opens it.
type place struct {
	URL        string `json:"url"`
	Credential string `json:"credential"` // the administrator's
	Data       string `json:"data"`
}

func demo(c *cobra.Command, g *globals, o system.Options, file string, queue, stay bool) (err error) {
	told, err := loadStory(file)
	if err != nil {
		return err
	}
	if o.Data, err = os.MkdirTemp("", "waybill-demo-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.Data)) }()
	o.Addr = "127.0.0.1:0"
	out := c.OutOrStdout()
	if g.json {
		out = io.Discard
	}
	started := time.Now()
	s, err := system.Start(c.Context(), o)
	if err != nil {
		return err
	}
	defer s.Stop()
	fmt.Fprintf(out, "A system is up: API %s, chain %s\n\n%s\n", s.URL, s.ChainURL, told.Title)
	result, err := playAndVerify(c.Context(), s, told, queue, newProgress(out))
	if err != nil {
		return err
	}
	result.Seconds = time.Since(started).Seconds()
	if stay {
		result.Stay = &place{URL: s.URL, Credential: s.AdminToken, Data: s.Settings.DataDir}
	}
	if g.json {
		err = printJSON(c.OutOrStdout(), result)
	} else {
		err = printDemonstration(out, result)
	}
	if err == nil && !result.Verified {
		err = errors.New("the demonstration is not verified")
	}
	if err != nil || !stay {
		return err
	}
	select {
	case <-c.Context().Done():
		return nil
	case err := <-s.Failed():
		return err
	}
}

// loadStory reads a story file, or the story that comes with the program.
func loadStory(file string) (*story.Story, error) {
	if file == "" {
		return story.Chips()
	}
	return story.Load(os.DirFS(filepath.Dir(file)), filepath.Base(file))
}

// playAndVerify tells the story, traces its asset, anchors the ledger and verifies everything.
func playAndVerify(ctx context.Context, s *system.System, told *story.Story, queue bool, progress func(story.Event)) (demonstration, error) {
	trace, err := s.Play(ctx, told, queue, progress)
	if err != nil {
		return demonstration{}, err
	}
	if err := s.Anchor(ctx); err != nil {
		return demonstration{}, fmt.Errorf("anchor the ledger: %w", err)
	}
	report, err := audit.Run(ctx, s.Settings, s.Stores())
	if err != nil {
		return demonstration{}, fmt.Errorf("verify: %w", err)
	}
	return demonstration{Verified: report.Verified, Problems: report.Problems, Trace: trace}, nil
}

// newProgress shows each part of the story as it begins: one line that is overwritten on a terminal, one line each
// elsewhere.
func newProgress(w io.Writer) func(story.Event) {
	terminal := isTerminal(w)
	title := ""
	return func(e story.Event) {
		switch {
		case terminal:
			fmt.Fprintf(w, "%s%s %s", overwrite, bar(e.Done, e.Total), e.Title)
			if e.Done == e.Total {
				fmt.Fprintln(w)
			}
		case e.Title != title: // an offer and its answer are stages of one part
			fmt.Fprintf(w, "  [%3d/%d] %s\n", e.Done, e.Total, e.Title)
		}
		title = e.Title
	}
}

// printDemonstration prints where the asset came from, and the verdict.
func printDemonstration(w io.Writer, d demonstration) error {
	fmt.Fprintln(w)
	if err := printTree(w, d.Trace); err != nil {
		return err
	}
	for _, p := range d.Problems {
		fmt.Fprintln(w, "problem:", p)
	}
	verdict := "verified"
	if !d.Verified {
		verdict = "NOT verified"
	}
	fmt.Fprintf(w, "\nrows, Merkle log, digests, chain anchors and documents recomputed from scratch; %.1f s in all\n%s\n", d.Seconds, verdict)
	if d.Stay == nil {
		return nil
	}
	_, err := fmt.Fprintf(w, "\nThe system stays up until Ctrl-C. In another terminal:\n\n  export WAYBILL_URL=%s\n  export WAYBILL_CREDENTIAL=%s\n"+
		"  %[3]s trace %[4]s --dot\n  %[3]s gaps\n  %[3]s recall --help\n", d.Stay.URL, d.Stay.Credential, program(), d.Trace.ID)
	return err
}
