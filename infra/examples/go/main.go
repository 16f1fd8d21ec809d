// Cards keeps the newest card of every unit and year in memory, from the beginning of the topic on each start.
//
//	go run .          follows the topic until it is told to stop (Ctrl-C, SIGTERM), then prints the cards
//	go run . -once    stops when it has everything that was there when it started
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

const topic, wireType = "kepu.assessment.scorecard", "kepu.assessment.scorecard-changed.v1"

type card struct {
	unit            string
	epoch, sequence int64
	Year            int
	Composite       json.Number // decimal: keep its digits
	Band            string
}

// apply takes a record in if it is a card and newer than the one at hand. Duplicates and older versions change
// nothing: of one subject the highest (epoch, sequence) is the newest.
func apply(cards map[string]card, record *kgo.Record) (string, error) {
	headers := map[string]string{}
	for _, header := range record.Headers {
		headers[header.Key] = string(header.Value)
	}
	if headers["ce_type"] != wireType {
		return "skipped", nil // contracts grow
	}
	told, subject := card{unit: headers["ce_unit"]}, headers["ce_subject"]
	_, wrong := fmt.Sscan(headers["ce_epoch"]+" "+headers["ce_sequence"], &told.epoch, &told.sequence)
	if err := cmp.Or(wrong, json.Unmarshal(record.Value, &told)); err != nil {
		return "unreadable", err // it will never become readable; do not let it hold up the others
	}
	held := cards[subject] // epochs start at 0 and sequences at 1, so that the first one is newer than none
	if cmp.Or(cmp.Compare(told.epoch, held.epoch), cmp.Compare(told.sequence, held.sequence)) <= 0 {
		return "duplicate", nil
	}
	cards[subject] = told
	return "applied", nil
}

func main() {
	once := slices.Contains(os.Args[1:], "-once")
	brokers := strings.Split(cmp.Or(os.Getenv("KAFKA_BOOTSTRAP"), "127.0.0.1:9092"), ",")
	options := []kgo.Opt{kgo.SeedBrokers(brokers...), kgo.ConsumeTopics(topic)} // no group, from the beginning
	if user := os.Getenv("KAFKA_USER"); user != "" {
		secret := scram.Auth{User: user, Pass: os.Getenv("KAFKA_PASSWORD")}
		options = append(options, kgo.SASL(secret.AsSha512Mechanism()))
		if os.Getenv("KAFKA_SECURITY_PROTOCOL") != "SASL_PLAINTEXT" {
			options = append(options, kgo.DialTLS())
		}
	}
	client, err := kgo.NewClient(options...)
	fatal(err)
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ends, err := kadm.NewClient(client).ListEndOffsets(ctx, topic)
	fatal(cmp.Or(err, ends.Error()))
	left, cards := 0, map[string]card{}
	ends.Each(func(end kadm.ListedOffset) { left += int(end.Offset) }) // nothing is ever deleted: offsets start at 0
	for ctx.Err() == nil && !(once && left <= 0) {
		fetches := client.PollFetches(ctx)
		if ctx.Err() == nil {
			fatal(fetches.Err())
		}
		fetches.EachRecord(func(record *kgo.Record) {
			outcome, why := apply(cards, record)
			log.Println(outcome, record.Partition, record.Offset, why)
			if end, _ := ends.Lookup(topic, record.Partition); record.Offset < end.Offset {
				left--
			}
		})
	}
	for _, subject := range slices.Sorted(maps.Keys(cards)) {
		each := cards[subject]
		fmt.Println(each.unit, each.Year, each.Composite, each.Band, each.epoch, each.sequence)
	}
}

func fatal(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
