package devhost_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

// runHandler is a custom handler as a program. It answers proxied requests below /api.
func runHandler() {
	if os.Getenv("HANDLER_DEAF") != "" {
		select {} // never listens
	}
	if code := os.Getenv("HANDLER_EXIT"); code != "" {
		exit(code)
	}
	// Whoever sends SIGTERM finds a handler that does not go.
	signal.Ignore(syscall.SIGTERM)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/about", func(w http.ResponseWriter, _ *http.Request) {
		dir, _ := os.Getwd()
		_ = json.NewEncoder(w).Encode(about{PID: os.Getpid(), Args: os.Args[1:], Dir: dir, Env: environment()})
	})
	mux.HandleFunc("POST /api/exit/{code}", func(_ http.ResponseWriter, r *http.Request) { exit(r.PathValue("code")) })
	mux.HandleFunc("GET /api/say", func(_ http.ResponseWriter, r *http.Request) {
		fmt.Println(r.FormValue("out"))
		_, _ = fmt.Fprintln(os.Stderr, r.FormValue("err"))
	})
	mux.HandleFunc("POST /Timer", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"Logs":["timer in process %d"]}`, os.Getpid())
	})
	err := http.ListenAndServe("127.0.0.1:"+os.Getenv("FUNCTIONS_CUSTOMHANDLER_PORT"), mux)
	_, _ = fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// about is what the handler tells of its process.
type about struct {
	PID  int
	Args []string
	Dir  string
	Env  map[string]string
}

func environment() map[string]string {
	out := map[string]string{}
	for _, name := range []string{
		"FUNCTIONS_CUSTOMHANDLER_PORT", "FUNCTIONS_CUSTOMHANDLER_WORKER_ID", "FUNCTIONS_HTTPWORKER_PORT",
		"FUNCTIONS_HTTPWORKER_ID", "FUNCTIONS_APP_ROOT_PATH", "FROM_LOCAL_SETTINGS", "FROM_SETTINGS", "PATH",
	} {
		out[name] = os.Getenv(name)
	}
	return out
}

func exit(code string) {
	_, _ = fmt.Fprintln(os.Stderr, "one\ntwo\nthree\nlast words")
	n, _ := strconv.Atoi(code)
	os.Exit(n)
}
