package story

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"golang.org/x/sync/errgroup"

	"waybill/internal/client"
	"waybill/shared/custody"
)

// A Sender brings commands to a system, by HTTP or by queue.
type Sender interface {
	// Send hands the command over; the operation is looked for under custody.OperationID of by and key afterwards.
	Send(ctx context.Context, by custody.OrganizationID, key string, c custody.Command) error
}

// A Player carries a story out.
type Player struct {
	// Clients call the system as each organisation; documents go over HTTP and operations are watched there.
	Clients map[custody.OrganizationID]*client.Client
	Sender  Sender
	// Joined is called for every organisation that has joined, and gives its client.
	Joined func(ctx context.Context, organization custody.OrganizationID) (*client.Client, error)
	// Progress is told of every stage that begins, and of the end; nil for nobody.
	Progress func(Event)
	// Parallel bounds the commands on their way at once; default 8.
	Parallel int
}

// An Event is progress.
type Event struct {
	Stage, Stages int // from 1
	Title         string
	Done, Total   int // operations of the stages before, and of all
}

// Play carries out the stages one after the other, and the actions of a stage at once. An action of a story that was
// played before is found done.
func (p *Player) Play(ctx context.Context, stages []Stage) error {
	total := 0
	for _, s := range stages {
		total += len(s.Actions)
	}
	done := 0
	for i, s := range stages {
		p.tell(Event{Stage: i + 1, Stages: len(stages), Title: s.Title, Done: done, Total: total})
		if err := p.stage(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s.Title, err)
		}
		done += len(s.Actions)
	}
	p.tell(Event{Stage: len(stages), Stages: len(stages), Title: "The story is told", Done: done, Total: total})
	return nil
}

func (p *Player) tell(e Event) {
	if p.Progress != nil {
		p.Progress(e)
	}
}

func (p *Player) stage(ctx context.Context, s Stage) error {
	running, within := errgroup.WithContext(ctx)
	running.SetLimit(cmp.Or(p.Parallel, 8))
	for _, a := range s.Actions {
		running.Go(func() error {
			if err := p.act(within, a); err != nil {
				return fmt.Errorf("line %d: %w", a.Line, err)
			}
			return nil
		})
	}
	if err := running.Wait(); err != nil {
		return err
	}
	return p.welcome(ctx, s)
}

// act does one action and waits until it is recorded.
func (p *Player) act(ctx context.Context, a Action) error {
	c, found := p.Clients[a.By]
	if !found {
		return fmt.Errorf("%s has no credential", a.By)
	}
	var err error
	if a.Seal != nil {
		_, err = c.Seal(ctx, a.Key, client.Document{
			Name: a.Seal.Name, MediaType: a.Seal.MediaType, Asset: a.Seal.Asset, Recipients: a.Seal.Recipients,
			Open: func() (io.ReadCloser, error) { return a.Seal.Files.Open(a.Seal.File) },
		})
	} else {
		err = p.Sender.Send(ctx, a.By, a.Key, a.Command)
	}
	if err != nil {
		return err
	}
	_, err = c.Wait(ctx, a.ID())
	return err
}

// welcome gives organisations that have joined their clients.
func (p *Player) welcome(ctx context.Context, s Stage) error {
	for _, a := range s.Actions {
		join, ok := a.Command.(*custody.RegisterOrganization)
		if !ok {
			continue
		}
		id := custody.OrganizationID(join.ID)
		c, err := p.Joined(ctx, id)
		if err != nil {
			return fmt.Errorf("make a credential for %s: %w", id, err)
		}
		p.Clients[id] = c
	}
	return nil
}
