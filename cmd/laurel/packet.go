package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"laurel/bot"
	"laurel/internal/db"
	"laurel/reviews"
)

// packetCommand is `laurel packet`.
type packetCommand struct {
	Person string `required:"" help:"Whose packet (a Slack id)."`
	Cycle  string `required:"" help:"The cycle's name."`
	As     string `name:"as" help:"Who reads it: the person's manager; default: the first of LAUREL_ADMINS."`
	Format string `default:"md" enum:"md,json" help:"md or json."`
	Output string `short:"o" help:"Write to this file instead of standard output."`
}

// Run prints a packet to who may read it: the manager of record.
func (c packetCommand) Run(ctx context.Context, p program) error {
	conf, err := readConfig(p.Env)
	if err != nil {
		return err
	}
	viewer := c.As
	if viewer == "" && len(conf.Admins) > 0 {
		viewer = conf.Admins[0]
	}
	if viewer == "" {
		return usage{"--as says who reads the packet: the Slack id of the person's manager"}
	}
	var packet reviews.Packet
	err = p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		packet, err = b.Cycles().PacketFor(tx, viewer, c.Cycle, c.Person)
		return err
	})
	if errors.Is(err, reviews.ErrNotFound) {
		return fmt.Errorf("there is no packet of %s in %q that %s may read", c.Person, c.Cycle, viewer)
	}
	if err != nil {
		return err
	}
	text := []byte(packet.Markdown())
	if c.Format == "json" {
		if text, err = packet.JSON(); err != nil {
			return err
		}
		text = append(text, '\n')
	}
	if c.Output != "" {
		return os.WriteFile(c.Output, text, 0o600)
	}
	_, err = p.Out.Write(text)
	return err
}
