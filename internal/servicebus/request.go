package servicebus

import (
	"waybill/internal/servicebus/amqp"
)

// An answer to a request. The codes are those of HTTP.
type answer struct {
	code      int32
	condition amqp.Symbol // of an error
	text      string
	body      any
}

// request answers a request to $cbs or $management on the link of the same session that the request names.
func (l *link) request(encoded []byte) {
	m, err := amqp.ParseMessage(encoded)
	if err != nil {
		l.session.conn.fail("amqp:decode-error", err.Error())
		return
	}
	var a answer
	if l.node == nil {
		a = l.session.conn.putToken(m)
	} else {
		a = l.manage(m)
	}
	for _, back := range l.session.links {
		if back.kind == answered && back.replyTo == m.Properties.ReplyTo() {
			back.respond(m, a)
			return
		}
	}
}

// maxAnswers bounds the answers that wait for credit.
const maxAnswers = 1000

// respond sends an answer, as soon as the client has given credit for it: its request may overtake that.
func (l *link) respond(request *amqp.Message, a answer) {
	id := request.Properties.MessageID()
	if id == nil {
		id = request.Properties.CorrelationID()
	}
	m := &amqp.Message{
		Properties: amqp.Answering(id),
		Application: amqp.Map{
			{Key: "statusCode", Value: a.code},
			{Key: "statusDescription", Value: a.text},
		},
		Body: amqp.ValueBody(a.body),
	}
	if a.condition != "" {
		m.Application = m.Application.Set("errorCondition", a.condition)
	}
	if len(l.answers) == maxAnswers {
		l.fail(&amqp.Error{Condition: "amqp:resource-limit-exceeded", Description: "Too many answers wait for credit."})
		return
	}
	l.answers = append(l.answers, m.Append(nil))
	l.sendAnswers()
}

func (l *link) sendAnswers() {
	for l.credit > 0 && len(l.answers) > 0 {
		l.session.send(l, tagOf(newToken()), true, l.answers[0])
		l.answers = l.answers[1:]
	}
}
