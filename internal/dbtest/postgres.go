package dbtest

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/migrations"
)

// atOnce is how many tests run beside each other unless -parallel says otherwise: most of their time they wait, for
// commits, sockets and limits, so that more than one on each processor fits.
const atOnce = 8

// Main is TestMain of a package that uses Each: it runs the tests and then removes the throw-away Postgres, if one was
// started.
func Main(m *testing.M) {
	flag.Parse()
	if parallel := flag.Lookup("test.parallel"); parallel.Value.String() == parallel.DefValue {
		_ = parallel.Value.Set(strconv.Itoa(max(atOnce, runtime.GOMAXPROCS(0))))
	}
	code := m.Run()
	shared.mu.Lock()
	if shared.cluster != nil {
		shared.cluster.stop()
	}
	shared.mu.Unlock()
	os.Exit(code)
}

// shared is the one cluster of this test binary, started by the first test that needs it.
var shared struct {
	mu      sync.Mutex
	cluster *cluster
	err     error
	made    int
}

// Postgres makes a fresh database, a copy of a migrated one, in this test binary's throw-away cluster, and returns its
// address. It is dropped with the cluster.
func Postgres(t testing.TB) string {
	t.Helper()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.cluster == nil && shared.err == nil {
		_, durable := t.(*testing.B)
		shared.cluster, shared.err = start(context.Background(), durable)
	}
	if shared.err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("Postgres is needed when CI is set: %v", shared.err)
		}
		t.Skipf("NOT RUN ON POSTGRES: %v", shared.err)
	}
	shared.made++
	name := fmt.Sprintf("t%d", shared.made)
	if err := shared.cluster.exec("create database " + name + " template laurel"); err != nil {
		t.Fatalf("copy the template database: %v", err)
	}
	return shared.cluster.url(name)
}

type cluster struct {
	dir     string
	process *os.Process
	ended   chan struct{}
}

// start makes a cluster that listens on a socket in its own folder only. It forgets everything when it stops, so it
// needs no fsync; but what a benchmark measures must be what a real one would do.
func start(ctx context.Context, durable bool) (*cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "laurel-pg-")
	if err != nil {
		return nil, err
	}
	owner, err := serverUser(dir)
	if err != nil {
		return nil, err
	}
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "--no-sync", "-A", "trust", "-U", "postgres",
		"-E", "UTF8", "--locale=C", "-D", filepath.Join(dir, "data"))
	initdb.SysProcAttr, initdb.Dir = owner, dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	c := &cluster{dir: dir, ended: make(chan struct{})}
	if err := c.run(bin, owner, durable); err != nil {
		return nil, err
	}
	if err := c.exec("create database laurel"); err != nil {
		c.stop()
		return nil, err
	}
	template, err := db.Open(ctx, c.url("laurel"))
	if err != nil {
		c.stop()
		return nil, err
	}
	defer func() { _ = template.Close() }()
	_, err = db.Migrate(ctx, template, migrations.Files)
	return c, err
}

// run starts the server on a thread that lives as long as this process: its parent-death signal then stops the server
// even when the tests end in a panic or a timeout.
func (c *cluster) run(bin string, owner *syscall.SysProcAttr, durable bool) error {
	attributes := *owner
	attributes.Pdeathsig = syscall.SIGQUIT
	server := exec.Command(filepath.Join(bin, "postgres"), "-D", filepath.Join(c.dir, "data"), "-k", c.dir,
		"-c", "listen_addresses=", "-c", "max_connections=400", "-c", "shared_buffers=32MB", "-c", "log_min_messages=fatal",
		"-c", "fsync="+strconv.FormatBool(durable), "-c", "full_page_writes="+strconv.FormatBool(durable))
	server.SysProcAttr, server.Dir = &attributes, c.dir
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		started <- server.Start()
		_ = server.Wait()
		close(c.ended)
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	c.process = server.Process
	return c.answers()
}

func (c *cluster) answers() error {
	deadline := time.Now().Add(30 * time.Second)
	for {
		err := c.exec("select 1")
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("postgres does not answer: %w", err)
		}
		select {
		case <-c.ended:
			return fmt.Errorf("postgres stopped at once: %w", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (c *cluster) stop() {
	_ = c.process.Signal(syscall.SIGQUIT)
	<-c.ended
	_ = os.RemoveAll(c.dir)
}

func (c *cluster) url(name string) string {
	return "postgres:///" + name + "?host=" + c.dir + "&user=postgres&sslmode=disable"
}

func (c *cluster) exec(statement string) error {
	pool, err := sql.Open("postgres", c.url("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = pool.Close() }()
	_, err = pool.Exec(statement)
	return err
}

// binaries finds the newest installed Postgres: initdb in PATH or where Debian puts it.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", fmt.Errorf("initdb is neither in PATH nor in /usr/lib/postgresql/*/bin: install postgresql")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// serverUser gives dir to the user the server runs as: Postgres refuses to run as root.
func serverUser(dir string) (*syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("run Postgres as another user than root: %w", err)
	}
	uid, err := strconv.Atoi(account.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(account.Gid)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}
