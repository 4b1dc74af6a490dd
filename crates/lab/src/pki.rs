//! Certificates, made at start. Keys are never stored by this crate.

use std::{
    ops::Range,
    sync::Arc,
    time::{Duration, SystemTime},
};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};

use crate::Error;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A root and its intermediate, as public authorities have them. A clone is the
/// same authority: servers beside the lab can have certificates by its root.
#[derive(Clone, Debug)]
pub struct Authority {
    root: Arc<CertifiedIssuer<'static, KeyPair>>,
    intermediate: Arc<CertifiedIssuer<'static, KeyPair>>,
}

/// A certificate with its chain and its key.
pub struct Identity {
    /// DER, the leaf first; without the root.
    pub(crate) chain: Vec<Vec<u8>>,
    pub(crate) key: KeyPair,
    /// The same as PEM.
    pems: Vec<String>,
    chain_pem: String,
}

/// Days from now between which a certificate is valid.
pub(crate) const GOOD: Range<i64> = -2..90;
pub(crate) const EXPIRED: Range<i64> = -30..-1;
pub(crate) const NOT_YET: Range<i64> = 2..90;
/// More than public authorities give (398 days).
pub(crate) const LONG: Range<i64> = -2..788;

impl Authority {
    /// Makes a new root with an intermediate; `name` stands in both.
    pub fn new(name: &str) -> Result<Authority, Error> {
        let root_key = KeyPair::generate()?;
        let root = CertifiedIssuer::self_signed(issuer(&format!("{name} root")), root_key)?;
        let params = issuer(&format!("{name} intermediate"));
        let intermediate = CertifiedIssuer::signed_by(params, KeyPair::generate()?, &root)?;
        Ok(Authority { root: Arc::new(root), intermediate: Arc::new(intermediate) })
    }

    /// The root's certificate: what a browser has to trust.
    pub fn pem(&self) -> String {
        self.root.pem()
    }

    /// The root's certificate and its key, PKCS #8: for programs that sign by
    /// themselves, as filters do that look into TLS.
    pub fn signer_pem(&self) -> String {
        self.root.pem() + &self.root.key().serialize_pem()
    }

    /// The same as [`Authority::pem`], DER.
    pub(crate) fn der(&self) -> Vec<u8> {
        self.root.der().to_vec()
    }

    /// A server certificate for these host names and IP addresses, valid for
    /// 90 days, with its chain. Fails on a name that no certificate can hold.
    pub fn issue(&self, hosts: &[&str]) -> Result<Identity, Error> {
        self.issue_valid(hosts, GOOD)
    }

    pub(crate) fn issue_valid(&self, hosts: &[&str], days: Range<i64>) -> Result<Identity, Error> {
        self.sign(KeyPair::generate()?, leaf(hosts, days)?)
    }

    /// The same for a key that was made elsewhere, PKCS #8.
    pub(crate) fn issue_for_key(
        &self,
        key_pem: &str,
        hosts: &[&str],
        days: Range<i64>,
    ) -> Result<Identity, Error> {
        self.sign(KeyPair::from_pem(key_pem)?, leaf(hosts, days)?)
    }

    /// Names its host in the subject, and none as an alternative name.
    pub(crate) fn issue_by_common_name(&self, host: &str) -> Result<Identity, Error> {
        let mut params = leaf(&[host], GOOD)?;
        params.subject_alt_names.clear();
        self.sign(KeyPair::generate()?, params)
    }

    /// A certificate that may identify clients, not servers.
    pub(crate) fn issue_for_clients(&self, hosts: &[&str]) -> Result<Identity, Error> {
        let mut params = leaf(hosts, GOOD)?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        self.sign(KeyPair::generate()?, params)
    }

    /// Sends the root along, which changes nothing for those who do not know it.
    pub(crate) fn with_root(&self, mut identity: Identity) -> Identity {
        identity.chain.push(self.root.der().to_vec());
        identity.pems.push(self.root.pem());
        identity.chain_pem = identity.pems.concat();
        identity
    }

    fn sign(&self, key: KeyPair, params: CertificateParams) -> Result<Identity, Error> {
        let leaf = params.signed_by(&key, &self.intermediate)?;
        let pems = vec![leaf.pem(), self.intermediate.pem()];
        let chain = vec![leaf.der().to_vec(), self.intermediate.der().to_vec()];
        Ok(Identity { chain, key, chain_pem: pems.concat(), pems })
    }
}

impl Identity {
    /// A certificate that only its own key has signed.
    pub(crate) fn self_signed(hosts: &[&str]) -> Result<Identity, Error> {
        let key = KeyPair::generate()?;
        let leaf = leaf(hosts, GOOD)?.self_signed(&key)?;
        let pems = vec![leaf.pem()];
        Ok(Identity { chain: vec![leaf.der().to_vec()], chain_pem: leaf.pem(), pems, key })
    }

    /// The same, sent without its intermediate.
    pub(crate) fn without_intermediate(mut self) -> Identity {
        self.chain.truncate(1);
        self.pems.truncate(1);
        self.chain_pem = self.pems.concat();
        self
    }

    /// The chain without the leaf, for programs that want it apart.
    pub(crate) fn issuers_pem(&self) -> String {
        self.pems.iter().skip(1).map(String::as_str).collect()
    }

    /// The leaf and its intermediate, in that order.
    pub fn chain_pem(&self) -> &str {
        &self.chain_pem
    }

    /// The private key, PKCS #8.
    pub fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }
}

fn issuer(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_validity(&mut params, -2..365);
    params
}

fn leaf(hosts: &[&str], days: Range<i64>) -> Result<CertificateParams, Error> {
    let names: Vec<String> = hosts.iter().map(|h| (*h).to_owned()).collect();
    let mut params = CertificateParams::new(names)?;
    let name = hosts.first().copied().unwrap_or("lab");
    params.distinguished_name.push(DnType::CommonName, name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    set_validity(&mut params, days);
    Ok(params)
}

fn set_validity(params: &mut CertificateParams, days: Range<i64>) {
    // A clock before 1970 makes every certificate invalid; so be it.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let today = date_time_ymd(1970, 1, 1) + now;
    let on = |days: i64| {
        let away = DAY * days.unsigned_abs() as u32;
        if days < 0 { today - away } else { today + away }
    };
    (params.not_before, params.not_after) = (on(days.start), on(days.end));
}
