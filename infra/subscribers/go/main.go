// Cards keeps the newest card of every unit and year in memory, from the topic's snapshot on at each start; of a
// retracted one only its age.
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
	"strconv"
	"strings"
	"syscall"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

const (
	topic     = "kepu.assessment.scorecard"
	changed   = "kepu.assessment.scorecard-changed.v1"
	retracted = "kepu.assessment.scorecard-retracted.v1"
)

type card struct {
	unit            string
	epoch, sequence int64
	Year            int
	Composite       json.Number // decimal: keep its digits
	Band            string
	gone            bool
}

// apply takes a record in if it is a card and newer than the one at hand. Duplicates and older versions change
// nothing: of one subject the highest (epoch, sequence) is the newest.
func apply(cards map[string]card, record *kgo.Record) (string, error) {
	headers := headersOf(record)
	if headers["ce_type"] != changed && headers["ce_type"] != retracted {
		return "skipped", nil // contracts grow
	}
	told, subject := card{unit: headers["ce_unit"], gone: headers["ce_type"] == retracted}, headers["ce_subject"]
	_, err := fmt.Sscan(headers["ce_epoch"]+" "+headers["ce_sequence"], &told.epoch, &told.sequence)
	if err == nil && !told.gone { // in the snapshot a retracted one has no value
		err = json.Unmarshal(record.Value, &told)
	}
	if err != nil {
		return "unreadable", err // it will never become readable; do not let it hold up the others
	}
	held := cards[subject] // epochs start at 0 and sequences at 1, so that the first one is newer than none
	if cmp.Or(cmp.Compare(told.epoch, held.epoch), cmp.Compare(told.sequence, held.sequence)) <= 0 {
		return "duplicate", nil
	}
	cards[subject] = told
	return "applied", nil
}

func headersOf(record *kgo.Record) map[string]string {
	headers := map[string]string{}
	for _, header := range record.Headers {
		headers[header.Key] = string(header.Value)
	}
	return headers
}

// read hands on what topic holds, all of it or, if there are any, from the next offsets on, until told to stop or, if
// once, until it has what is there now.
func read(ctx context.Context, options []kgo.Opt, topic string, next map[int32]int64, once bool, take func(*kgo.Record)) {
	if ctx.Err() != nil {
		return
	}
	client, err := kgo.NewClient(options...)
	fatal(err)
	defer client.Close()
	ends, err := kadm.NewClient(client).ListCommittedOffsets(ctx, topic)
	fatal(cmp.Or(err, ends.Error()))
	from, left := map[int32]kgo.Offset{}, map[int32]int64{}
	ends.Each(func(end kadm.ListedOffset) {
		from[end.Partition] = kgo.NewOffset().AtStart()
		if next != nil {
			from[end.Partition] = kgo.NewOffset().At(next[end.Partition])
		}
		if next[end.Partition] < end.Offset {
			left[end.Partition] = end.Offset
		}
	})
	client.AddConsumePartitions(map[string]map[int32]kgo.Offset{topic: from})
	for ctx.Err() == nil && !(once && len(left) == 0) {
		fetches := client.PollFetches(ctx)
		if ctx.Err() == nil {
			fatal(fetches.Err())
		}
		fetches.EachRecord(func(record *kgo.Record) {
			if !record.Attrs.IsControl() {
				take(record)
			}
			if left[record.Partition] <= record.Offset+1 {
				delete(left, record.Partition)
			}
		})
	}
}

func main() {
	once := slices.Contains(os.Args[1:], "-once")
	brokers := strings.Split(cmp.Or(os.Getenv("KAFKA_BOOTSTRAP"), "127.0.0.1:9092"), ",")
	options := []kgo.Opt{kgo.SeedBrokers(brokers...),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		// An offset that is no more is a gap: fail, do not jump over it.
		kgo.ConsumeResetOffset(kgo.NoResetOffset()),
		// The end of a partition may be a transaction's marker, which is to be seen then.
		kgo.KeepControlRecords()}
	if user := os.Getenv("KAFKA_USER"); user != "" {
		secret := scram.Auth{User: user, Pass: os.Getenv("KAFKA_PASSWORD")}
		options = append(options, kgo.SASL(secret.AsSha512Mechanism()))
		if os.Getenv("KAFKA_SECURITY_PROTOCOL") != "SASL_PLAINTEXT" {
			options = append(options, kgo.DialTLS())
		}
	}
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	cards, next, count := map[string]card{}, map[int32]int64{}, 0
	read(ctx, options, topic+".snapshot", nil, true, func(record *kgo.Record) {
		if outcome, why := apply(cards, record); why != nil {
			log.Println(outcome, "in the snapshot:", why)
		}
		position, err := strconv.ParseInt(headersOf(record)["kepu_position"], 10, 64)
		fatal(err)
		next[record.Partition] = max(next[record.Partition], position+1)
		count++
	})
	log.Println("snapshot:", count, "records")
	read(ctx, options, topic, next, once, func(record *kgo.Record) {
		outcome, why := apply(cards, record)
		log.Println(outcome, record.Partition, record.Offset, why)
	})
	for _, subject := range slices.Sorted(maps.Keys(cards)) {
		if each := cards[subject]; !each.gone {
			fmt.Println(each.unit, each.Year, each.Composite, each.Band, each.epoch, each.sequence)
		}
	}
}

func fatal(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
