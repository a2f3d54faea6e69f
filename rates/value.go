package rates

import (
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// BestValue chooses the lowest price with what being late is expected to cost:
// the cost of a late day times the days that such parcels are late on average,
// by the shares of Quote.Arrivals. Days are those of the calendar; one that is
// begun counts. Without Arrivals the stated arrival counts as certain, and what
// no share tells of comes the day after the last one. A quote whose arrival is
// unknown is refused, and one whose price is not in the currency of the cost.
//
// The deadline is no constraint here, so that a little late may be worth its
// price. Its Confidence is not used. Without a Day nothing is late.
func BestValue(lateDay carriers.Money, by Deadline) Policy {
	return Policy{Name: "best value", Weigh: func(q *carriers.Quote, price carriers.Money) Weight {
		switch why := by.invalid(); {
		case why != "":
			return Weight{Refused: carriers.Failed, Says: why}
		case lateDay.Minor < 0 || lateDay.Minor > carriers.MaxMinor:
			return Weight{Refused: carriers.Failed, Says: "the cost of a late day is out of range: " + lateDay.String()}
		case price.Currency != lateDay.Currency:
			return Weight{Refused: carriers.OtherCurrency, Says: "it is in " + string(price.Currency) + ", and a late day costs " + lateDay.String()}
		case q.Delivers == 0:
			return unknownArrival
		}
		late := by.lateDays(q)
		amount := price.Minor*int64(carriers.Whole) + lateDay.Minor*late
		whole := carriers.Money{Minor: (amount + int64(carriers.Whole)/2) / int64(carriers.Whole), Currency: price.Currency}
		return Weight{Amount: amount, Says: "comes to " + whole.String() + " with " + days(late) + " at " + lateDay.String()}
	}}
}

// maxLate bounds the days, so that what they cost is an int64.
const maxLate = 365

// lateDays returns how many days after the deadline such parcels arrive on
// average, in ten-thousandths.
func (d Deadline) lateDays(q *carriers.Quote) int64 {
	due := d.Day
	if due == 0 {
		return 0
	}
	if d.Hour != "" && (q.DeliverTime == "" || q.DeliverTime > d.Hour) {
		due-- // what comes on the day itself may come after the hour
	}
	after := func(day carriers.Date) int64 { return min(max(int64(day)-int64(due), 0), maxLate) }
	if q.Arrivals == nil {
		return int64(carriers.Whole) * after(q.Delivers)
	}
	sum, told := int64(0), carriers.Share(0)
	for _, a := range q.Arrivals {
		sum += int64(a.Share-told) * after(a.Date)
		told = a.Share
	}
	return sum + int64(carriers.Whole-told)*after(q.Delivers+1)
}

// days prints ten-thousandths of a day: "0.25 late days".
func days(n int64) string {
	switch n {
	case 0:
		return "no late day"
	case int64(carriers.Whole):
		return "1 late day"
	}
	text := strconv.FormatInt(n/int64(carriers.Whole), 10)
	if rest := n % int64(carriers.Whole); rest > 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(int64(carriers.Whole)+rest, 10)[1:], "0")
	}
	return text + " late days"
}

// AtMost lets through what costs no more than a limit. What is in another
// currency is refused with OtherCurrency, unless the Exchange has rates for it.
func AtMost(limit carriers.Money, x Exchange) Constraint {
	return Constraint{
		That: "cost at most " + limit.String(),
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			total, most := q.Total(), limit
			switch {
			case total.Currency == most.Currency:
			case x.Currency == "":
				return carriers.OtherCurrency, "costs " + total.String() + ", the limit is " + limit.String() + ", and no rate of exchange is given"
			default:
				var err error
				if total, most, err = x.both(total, most); err != nil {
					return carriers.OtherCurrency, strings.TrimPrefix(err.Error(), "currency: ")
				}
			}
			if total.Minor > most.Minor {
				return carriers.TooDear, "costs " + x.shown(q.Total()) + ", over the " + x.shown(limit) + " limit"
			}
			return "", ""
		},
	}
}

// both converts two amounts.
func (x Exchange) both(a, b carriers.Money) (carriers.Money, carriers.Money, error) {
	a, err := x.Convert(a)
	if err == nil {
		b, err = x.Convert(b)
	}
	return a, b, err
}
