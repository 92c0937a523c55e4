//! An organisation's registered name in, the name it goes by out: without `GmbH`, `Inc.`, `OOO`.

use crate::gazetteer::fold;

/// The most words of a legal form: `S. de R.L. de C.V.`
const MAX_WORDS: usize = 5;

/// Behind the name, without dots. One in capitals, or of less than four letters with a capital
/// inside, counts as it stands here, all in capitals or with dots (`Spa` is none); the others in
/// any case.
const BEHIND: &[&str] = &[
    // English
    "Inc, Incorporated, Corp, Corporation, Co, Company, Ltd, Limited, Private Limited, \
     LLC, LLP, LLLP, PLLC, LP, PC, Plc, ULC, DAC, CIC, Pty, Pte, Pvt, Public Limited Company, \
     Limited Liability Company, Limited Liability Partnership, Limited Partnership, \
     Joint Stock Company, Public Joint Stock Company",
    // German, Austrian, Swiss
    "AG, SE, GmbH, gGmbH, GesmbH, mbH, KG, KGaA, OHG, GbR, UG, UG haftungsbeschrankt, eG, eV, \
     eK, PartG, PartGmbB, Aktiengesellschaft, Kommanditgesellschaft",
    // French, Belgian, Canadian
    "SA, SAS, SASU, SARL, EURL, SCA, SCS, SNC, SCRL, SPRL, BVBA, CVBA, ASBL, Cie, Cia, Ltee, \
     Societe Anonyme",
    // Italian, Spanish, Portuguese, Latin American
    "SpA, Srl, Srls, SL, SLU, SAU, SAC, SAA, Lda, Ltda, Limitada, EIRL, SGPS, SAB, SA de CV, \
     SAB de CV, SAPI de CV, S de RL, S de RL de CV",
    // Dutch
    "BV, NV, CV, VOF",
    // Nordic and Baltic
    "AB, Aktiebolag, AS, A/S, ASA, ApS, K/S, I/S, Oy, Oyj, Abp, Ehf, HF, UAB, SIA, OU",
    // Central and eastern European
    "AD, EAD, OOD, EOOD, DD, doo, Kft, Zrt, Nyrt, Sp zoo, Sp k, Sp j, spol sro, sro, OOO, OAO, \
     ZAO, PAO, AO, JSC, OJSC, CJSC, PJSC, TOV, TOO, ООО, ОАО, ЗАО, ПАО, АО, ТОВ",
    // Turkish, Arab, Israeli
    "Sti, TAS, WLL, PSC, QPSC, QSC, SAOG, SAE, SAL, FZE, FZCO",
    // Asian
    "KK, GK, YK, Kabushiki Kaisha, Bhd, Sdn Bhd, Berhad, Tbk, Persero",
];

/// Before the name.
const BEFORE: &[&str] = &[
    "OOO, OAO, ZAO, PAO, AO, JSC, OJSC, CJSC, PJSC, LLC, TOV, TOO, PT, UAB, SIA, ООО, ОАО, ЗАО, ПАО, АО, ТОВ",
];

/// What joins a legal form to a name, and hangs in the air without it.
const JOINTS: &[&str] = &[" &", " +", " and", " und", " et", " e", " y"];

/// Words that alone name nobody, however a company is registered; ascending.
const COMMON: &str = "\
    academy access advance advanced africa agency air alliance alpha america american asia asset \
    assets associates association atlantic auto balance bank beta black blue box brand brands \
    bridge british business canada capital care center central centre century china choice city \
    club coast commercial communications construction consulting council crown data delta design \
    development digital direct eagle east eastern education electric element energy engineering \
    enterprise enterprises entertainment equity europe european express federal finance financial \
    first focus food foods foundation france free fund gap general german germany global gold \
    golden green group growth health healthcare holding holdings home hotel hotels house impact \
    independent india industrial industries information innovation institute insurance interactive \
    international invest investment investments island japan key land legacy life light link \
    logistics london management marine market marketing markets match media medical metal metals \
    metro mining mobile modern motor motors mutual national natural net network networks new news \
    next north northern ocean office oil one online open orange pacific paper park partner \
    partners people pharma phoenix pioneer power premier prime product production products project \
    property public radio real red research resource resources retail river royal russia russian \
    sea secure securities security service services shell ship shipping silver smart society \
    software solar solution solutions south southern spirit square standard star state steel stone \
    store stores studio studios success summit sun swiss system systems target team tech \
    technologies technology telecom television the time total trade trading transport travel trust \
    union unique united unity universal university venture ventures victory video vision visual \
    water west western white wind wood world young zoom";

/// `Acme` for `Acme GmbH`; none where no legal form stands, or where too little would be left: a
/// single common word, or less than two letters.
pub(super) fn without(name: &str) -> Option<String> {
    let whole = name.trim();
    let mut left = whole;
    while let Some(shorter) = strip_behind(left).or_else(|| strip_before(left)) {
        left = shorter;
    }
    let has_lost = left.len() < whole.len();
    let left = left.strip_prefix("The ").unwrap_or(left);
    let left = left.trim_matches(['"', '«', '»', '“', '”', '„', ' ']);
    (has_lost && is_name(left)).then(|| left.to_owned())
}

fn is_name(left: &str) -> bool {
    let n_letters = left.chars().filter(|c| c.is_alphabetic()).count();
    let is_common = || COMMON.split(' ').any(|word| word == left.to_lowercase());
    n_letters >= 2 && !is_common() && !is_form(left, BEHIND)
}

/// What stands before the longest legal form at the end.
fn strip_behind(name: &str) -> Option<&str> {
    let gaps = name.rmatch_indices([' ', ',']).map(|(idx, _)| idx);
    let mut gaps: Vec<usize> = gaps.take(2 * MAX_WORDS).collect();
    gaps.reverse();
    let mut cuts = gaps.into_iter().map(|gap| name.split_at(gap));
    let (front, _) = cuts.find(|(_, tail)| is_form(tail, BEHIND))?;
    Some(trim_joints(front)).filter(|front| !front.is_empty())
}

fn strip_before(name: &str) -> Option<&str> {
    let (head, rest) = name.split_once(' ')?;
    is_form(head, BEFORE).then(|| rest.trim_start())
}

fn trim_joints(front: &str) -> &str {
    let signs = [' ', ',', '-', '/'];
    let mut front = front.trim_end_matches(signs);
    while let Some(shorter) = JOINTS.iter().find_map(|joint| front.strip_suffix(joint)) {
        front = shorter.trim_end_matches(signs);
    }
    front
}

fn is_form(tail: &str, forms: &[&str]) -> bool {
    let stripped = fold::strip_marks(tail);
    let plain = stripped.replace(['.', ',', '(', ')', '"', '«', '»'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let has_dots = tail.contains('.');
    let joined = join(&words);
    let mut forms = forms.iter().flat_map(|row| row.split(", "));
    forms.any(|form| is_same(&joined, form, has_dots))
}

/// The words with a space between, but letters that stood alone as one word: `S p A` is `SpA`.
fn join(words: &[&str]) -> String {
    let mut joined = String::new();
    let mut was_letter = false;
    for word in words {
        let is_letter = word.chars().count() == 1;
        if !(joined.is_empty() || is_letter && was_letter) {
            joined.push(' ');
        }
        joined.push_str(word);
        was_letter = is_letter;
    }
    joined
}

fn is_same(found: &str, form: &str, has_dots: bool) -> bool {
    if found.len() != form.len() {
        return false;
    }
    let mut chars = form.chars();
    let is_word = chars.next().is_some_and(char::is_uppercase) && !chars.any(char::is_uppercase);
    match is_word || has_dots || form.len() > 3 && form.chars().any(char::is_lowercase) {
        true => found.eq_ignore_ascii_case(form),
        false => found == form || found == form.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_go() {
        for (name, expected) in [
            ("Acme GmbH", "Acme"),
            ("ACME GMBH", "ACME"),
            ("Acme Corp.", "Acme"),
            ("Acme Holdings, Inc.", "Acme Holdings"),
            ("Acme,Inc.", "Acme"),
            ("Apple Inc", "Apple"),
            ("acme inc", "acme"),
            ("Acme GmbH & Co. KG", "Acme"),
            ("Acme GmbH & Co. KGaA", "Acme"),
            ("Tiffany & Co.", "Tiffany"),
            ("The Walt Disney Company", "Walt Disney"),
            ("HISCOX LTD", "HISCOX"),
            ("BHP Pty Ltd", "BHP"),
            ("Tesco plc", "Tesco"),
            ("Enel S.p.A.", "Enel"),
            ("Enel S. p. A.", "Enel"),
            ("Enel SpA", "Enel"),
            ("Equinor ASA", "Equinor"),
            ("Novo Nordisk A/S", "Novo Nordisk"),
            ("Nokia Oyj", "Nokia"),
            ("Petronas Sdn. Bhd.", "Petronas"),
            ("Toyota K.K.", "Toyota"),
            ("Orlen Sp. z o.o.", "Orlen"),
            ("Škoda spol. s r.o.", "Škoda"),
            ("Cemex S.A.B. de C.V.", "Cemex"),
            ("Walmex S. de R.L. de C.V.", "Walmex"),
            ("Koç A.Ş.", "Koç"),
            ("Bombardier Ltée", "Bombardier"),
            ("OOO Gazprom", "Gazprom"),
            ("ООО «Рога и копыта»", "Рога и копыта"),
            ("PT Astra International Tbk", "Astra International"),
            ("Tata Private Limited", "Tata"),
            ("Sberbank, Public Joint Stock Company", "Sberbank"),
            ("Ausiello d.o.o.", "Ausiello"),
            ("Startup UG (haftungsbeschränkt)", "Startup"),
        ] {
            assert_eq!(without(name).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn what_is_no_legal_form_or_leaves_no_name_stays() {
        for name in [
            "Acme",
            "Inc.",
            "Co. Ltd.",
            "Target Corporation",
            "The Gap, Inc.",
            "Total S.A.",
            "General Co.",
            "3M Company",
            "X Corp.",
            "Bath Spa",
            "Such as",
            "Doctors without Borders",
            "A.S. Roma",
            "Company of Wolves",
            "University of Denver",
            "",
        ] {
            assert_eq!(without(name), None, "{name}");
        }
    }

    #[test]
    fn the_common_words_are_in_order_and_small() {
        assert!(COMMON.split(' ').is_sorted_by(|a, b| a < b));
        assert_eq!(COMMON, COMMON.to_lowercase());
    }
}
