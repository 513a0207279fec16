package outbox_test
import ("testing";"fmt";"time";"strings";"laurel/internal/dbtest";"laurel/internal/db")
func TestTmp(t *testing.T){
 dbtest.Each(t, func(t *testing.T, b dbtest.Base){
  o:=open(b,quick)
  t0:=time.Now()
  o.do(t, func(tx *db.Tx) error { for i:=range 25000 { if _,err:=o.store.Add(tx,to(fmt.Sprint("U",i%5000),fmt.Sprint(i)));err!=nil{return err}}; return nil})
  t.Log("add 25000", time.Since(t0))
  for i := range 5 { t0=time.Now(); n:=o.step(t); t.Log(i, n, time.Since(t0)) }
  lock:=""; ex:="explain query plan "
  if b.DB.Postgres() { lock="for update of r skip locked"; ex="explain (analyze, costs off) " }
  q:=ex+`		select r.kind, r.recipient, r.object, r.period, r.id, r.channel, r.original, r.marker, r.state, r.body,
			r.attempt, r.fence, r.looks, r.absent_at,
			coalesce(root.sent_channel, '') as root_channel, coalesce(root.sent_ts, '') as root_ts
		from outbox r left join outbox root on root.id = r.original
		where r.done_at = 0 and r.run_at <= ? and r.retry_at <= ? and r.lease_until <= ? and r.state <> 'waiting'
			and (r.original = '' and r.state = 'pending' and ? or r.original <> '' and ?
				or r.original = '' and r.state <> 'pending' and ?)
			and not exists (select 1 from outbox older where older.channel = r.channel and older.done_at = 0
				and (older.run_at, older.id) < (r.run_at, r.id) and older.state <> 'waiting')
			and not exists (select 1 from outbox other where other.channel = r.channel and other.lease_until > 0
				and other.lease_until > ?)
			and not exists (select 1 from outbox_limits busy where busy.scope = 'channel:' || r.channel
				and busy.next_at > ? and busy.next_at <= ?)
		order by r.run_at, r.id limit ? `+lock
  now:=db.At(b.Clock.Now())
  o.do(t, func(tx *db.Tx) error {
   if b.DB.Postgres() { var s []string; err:=tx.Select(&s,q,now,now,now,true,true,true,now,now,now,8); t.Log(strings.Join(s,"\n")); return err }
   var s []struct{ID,Parent,Notused int; Detail string}
   err:=tx.Select(&s,q,now,now,now,true,true,true,now,now,now,8); for _,x:=range s {t.Log(x.Detail)}; return err })
 })
}
