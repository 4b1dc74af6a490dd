//! The network namespace. What is seen inside is seen by a second process of
//! this test program, started there: its names go through the system's own
//! resolver, its packets through the real firewall.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use futures_util::future::{join_all, join3};
use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};
use why1006_lab::{Lab, Namespace, Network, Options, find};

use crate::{
    client::{get, parts, upgrade},
    table::differs,
};

/// Longer than the system tries an absent host of the local network (3 s).
const PATIENCE: Duration = Duration::from_secs(6);

/// Carries `id url` lines to the process inside, and the root certificate.
const URLS: &str = "WHY1006_TEST_URLS";
const CA: &str = "WHY1006_TEST_CA";

/// A namespace, or `None` where there cannot be one.
fn namespace() -> Option<Namespace> {
    match Namespace::create() {
        Ok(namespace) => Some(namespace),
        Err(why) => {
            // No root, no rights to make one, or a missing program: one line.
            assert!(!why.is_empty() && !why.contains('\n'), "{why}");
            eprintln!("skipped: {why}");
            None
        }
    }
}

/// Runs one test of this program inside.
fn inside(namespace: &Namespace, test: &str, variables: &[(&str, &str)]) {
    let mut command = namespace.command(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).envs(variables.iter().copied());
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
}

fn exists(name: &str) -> bool {
    Path::new("/var/run/netns").join(name).exists() || Path::new("/etc/netns").join(name).exists()
}

#[test]
fn it_ends_with_its_owner_and_leaves_nothing() {
    let Some(namespace) = namespace() else { return };
    let name = namespace.name().to_owned();
    assert!(exists(&name) && !Namespace::is_inside());
    let resolver = namespace.command("cat").arg("/etc/resolv.conf").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&resolver.stdout), "nameserver 127.0.0.1\n");
    drop(namespace);
    assert!(!exists(&name));
}

#[test]
fn what_a_killed_process_left_is_swept() {
    let Some(one) = namespace() else { return };
    // The id of a process that has ended.
    let mut child = Command::new("true").spawn().unwrap();
    let dead = format!("why1006-{}-0", child.id());
    child.wait().unwrap();
    assert!(Command::new("ip").args(["netns", "add", &dead]).status().unwrap().success());
    std::fs::create_dir_all(Path::new("/etc/netns").join(&dead)).unwrap();
    let two = namespace().unwrap();
    assert!(!exists(&dead));
    assert!(exists(one.name()) && exists(two.name()), "the living are left alone");
}

#[test]
fn scenarios_inside_do_what_they_say() {
    let Some(namespace) = namespace() else { return };
    let network = Network::In(namespace.name().to_owned());
    let lab = Lab::start(Options { network, ..Options::default() }).unwrap();
    let (mut urls, mut others) = (String::new(), 0);
    for r in lab.running() {
        assert_eq!(r.netns.as_deref(), r.scenario.needs_namespace().then(|| namespace.name()));
        match &r.netns {
            Some(name) => {
                assert!(r.note.as_deref().unwrap().contains(name));
                urls += &format!("{} {}\n", r.scenario.id, r.url);
            }
            None => others += 1,
        }
    }
    assert!(lab.left_out().iter().all(|l| l.id.starts_with("nginx-")), "{:?}", lab.left_out());
    assert!(others > 60 && urls.lines().count() > 50, "{others} {urls}");
    let order: Vec<_> = lab.running().iter().map(|r| r.scenario.id).collect();
    let known = why1006_lab::scenarios().iter().map(|s| s.id);
    assert_eq!(order, known.filter(|id| order.contains(id)).collect::<Vec<_>>());
    inside(&namespace, "namespace::seen_from_inside", &[(URLS, &urls), (CA, &lab.ca_pem())]);
}

/// Does something in the process inside only.
#[test]
fn seen_from_inside() {
    let Ok(urls) = std::env::var(URLS) else { return };
    assert!(Namespace::is_inside());
    let ca = std::env::var(CA).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let wrong = runtime.block_on(join_all(urls.lines().map(async |line| {
        let (id, url) = line.split_once(' ').unwrap();
        let (_, path) = parts(url);
        let (page, root) = (reach(url, get(url, path, &ca)), reach(url, get(url, "/", &ca)));
        let seen = join3(reach(url, upgrade(url, &ca)), page, root).await.into();
        differs(id, find(id).unwrap().tls, &seen)
    })));
    // Lookups that wait for the silent name server cannot be interrupted.
    runtime.shutdown_background();
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What `then` sees of a URL whose host can be reached, or how far it is.
async fn reach(url: &str, then: impl Future<Output = String>) -> String {
    let (host, _) = parts(url);
    match timeout(PATIENCE, lookup_host(host)).await {
        Err(_) => return "no name yet".to_owned(),
        Ok(Err(why)) => return why.to_string().rsplit(": ").next().unwrap().to_owned(),
        Ok(Ok(_)) => {}
    }
    match timeout(PATIENCE, TcpStream::connect(host)).await {
        Err(_) => "no connection yet".to_owned(),
        Ok(_) => then.await,
    }
}

#[test]
fn a_lab_runs_inside_as_well() {
    let Some(namespace) = namespace() else { return };
    let outside = Lab::start(Options {
        only: Some(vec!["public-healthy-echo".to_owned()]),
        network: Network::Here,
        ..Options::default()
    });
    let outside = outside.unwrap();
    assert!(outside.running().is_empty() && outside.left_out()[0].why.contains("no namespace"));
    inside(&namespace, "namespace::lab_from_inside", &[(URLS, "")]);
}

/// Does something in the process inside only.
#[test]
fn lab_from_inside() {
    if std::env::var(URLS).is_err() {
        return;
    }
    let only = [
        "public-healthy-echo-tls",
        "firewall-prohibits",
        "healthy-echo",
        "localhost-on-ipv6-only",
        "localhost-on-ipv4-only-tls",
    ];
    let lab = Lab::start(Options {
        only: Some(only.map(str::to_owned).into()),
        network: Network::Here,
        ..Options::default()
    });
    let lab = lab.unwrap();
    assert_eq!(lab.left_out().len(), 0, "{:?}", lab.left_out());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let see = |id| runtime.block_on(upgrade(&lab.get(id).unwrap().url, &lab.ca_pem()));
    assert_eq!(see("public-healthy-echo-tls"), "open, echo");
    assert_eq!(see("firewall-prohibits"), "HostUnreachable");
    assert_eq!(see("healthy-echo"), "open, echo");
    for id in ["localhost-on-ipv6-only", "localhost-on-ipv4-only-tls"] {
        assert_eq!(see(id), "refused");
        let (host, path) = parts(&lab.get(id).unwrap().url);
        let port = host.rsplit_once(':').unwrap().1;
        let scheme = find(id).unwrap().tls.scheme();
        let url = format!("{scheme}://localhost:{port}{path}");
        assert_eq!(runtime.block_on(upgrade(&url, &lab.ca_pem())), "open, echo", "{url}");
    }
    assert_eq!(lab.get("healthy-echo").unwrap().netns, None);
    assert_eq!(lab.get("firewall-prohibits").unwrap().netns, Namespace::current());
}

#[test]
fn the_page_outside_is_reached_from_inside() {
    let Some(namespace) = namespace() else { return };
    // Any server on this machine's 127.0.0.1 stands for the page.
    let page = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = page.local_addr().unwrap().port();
    let answer = std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut connection, _) = page.accept().unwrap();
        let mut request = [0; 1024];
        let length = connection.read(&mut request).unwrap();
        assert!(request[..length].starts_with(b"GET / "));
        connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
    });
    let lab = Lab::start(Options {
        only: Some(vec!["public-healthy-echo".to_owned()]),
        page: Some(format!("http://localhost:{port}/")),
        network: Network::In(namespace.name().to_owned()),
        ..Options::default()
    });
    let lab = lab.unwrap();
    assert_eq!(lab.running().len(), 1);
    let port = port.to_string();
    inside(&namespace, "namespace::page_from_inside", &[(URLS, &port)]);
    answer.join().unwrap();
}

/// Does something in the process inside only.
#[test]
fn page_from_inside() {
    let Ok(port) = std::env::var(URLS) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = format!("http://127.0.0.1:{port}/");
    assert_eq!(runtime.block_on(get(&url, "/", "")), "status 200");
}
