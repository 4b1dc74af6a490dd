//! How the browser is told of a proxy.

use why1006_e2e::{BrowserKind, BrowserOptions};

use crate::Way;

/// Adds what tells this browser of the proxy.
pub(crate) fn tell(mut options: BrowserOptions, way: Way) -> BrowserOptions {
    let is_firefox = options.kind == BrowserKind::Firefox;
    let mut pref = |name: &str, value: &str| options.prefs.push((name.into(), value.into()));
    match way {
        Way::Unasked => {}
        Way::Proxy(address) => return options.through(address),
        Way::Socks(address) if is_firefox => {
            let (host, port) = address.rsplit_once(':').unwrap_or((address, "1080"));
            pref("network.proxy.type", "1");
            pref("network.proxy.socks", host);
            pref("network.proxy.socks_port", port);
            pref("network.proxy.socks_version", "5");
            pref("network.proxy.socks_remote_dns", "true");
        }
        Way::Socks(address) => options.args.push(format!("--proxy-server=socks5://{address}")),
        Way::Pac(address) if is_firefox => {
            pref("network.proxy.type", "2");
            pref("network.proxy.autoconfig_url", &pac(address));
        }
        Way::Pac(address) => options.args.push(format!("--proxy-pac-url={}", pac(address))),
    }
    options
}

/// A PAC file as companies have them: what is inside goes directly.
fn pac(proxy: &str) -> String {
    let script = format!(
        "function FindProxyForURL(url, host) {{ \
         if (isPlainHostName(host) || dnsDomainIs(host, '.corp.example')) return 'DIRECT'; \
         return 'PROXY {proxy}'; }}"
    );
    let mut url = "data:application/x-ns-proxy-autoconfig,".to_owned();
    for byte in script.bytes() {
        match byte.is_ascii_alphanumeric() {
            true => url.push(byte.into()),
            false => url += &format!("%{byte:02X}"),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::pac;

    #[test]
    fn a_pac_file_is_an_address() {
        let url = pac("127.0.0.1:3128");
        assert!(url.starts_with("data:application/x-ns-proxy-autoconfig,function%20FindProxy"));
        assert!(url.ends_with("%27PROXY%20127%2E0%2E0%2E1%3A3128%27%3B%20%7D"), "{url}");
    }
}
