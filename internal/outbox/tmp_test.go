package outbox_test
import ("testing";"fmt";"time";"strings";"laurel/internal/dbtest";"laurel/internal/db";"laurel/internal/outbox")
func TestTmp(t *testing.T){
 dbtest.Each(t, func(t *testing.T, b dbtest.Base){
  o:=open(b,quick)
  t0:=time.Now()
  o.do(t, func(tx *db.Tx) error { for i:=range 25000 { if _,err:=o.store.Add(tx,to(fmt.Sprint("U",i%5000),fmt.Sprint(i)));err!=nil{return err}}; return nil})
  t.Log("add 25000", time.Since(t0))
  for i := range 3 { t0=time.Now(); n:=o.step(t); t.Log(i, n, time.Since(t0)) }
  lock:=""; ex:="explain query plan "
  if b.DB.Postgres() { lock="for update of r skip locked"; ex="explain (analyze, costs off) " }
  q:=ex+outbox.DueQuery; _=lock
  now:=db.At(b.Clock.Now())
  o.do(t, func(tx *db.Tx) error {
   if b.DB.Postgres() { tx.Exec("set local enable_sort = off"); var s []string; err:=tx.Select(&s,q,now,now,now,db.At(time.Time{}),"",now,now,now,true,true,true,128); t.Log(strings.Join(s,"\n")); return err }
   var s []struct{ID,Parent,Notused int; Detail string}
   err:=tx.Select(&s,q,now,now,now,db.At(time.Time{}),"",now,now,now,true,true,true,128); for _,x:=range s {t.Log(x.Detail)}; return err })
 })
}
