"""What people call a place leads to its record, in both languages alike, and never to another in silence."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

import cli
from graph.errors import QuestionError
from graph.names import Names
from graph.store import Store
from queries.facts.lookup import find_record


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Penang", "penang-island"),
        ("George Town", "penang-island"),
        ("ปีนัง", "penang-island"),
        ("จอร์จทาวน์", "penang-island"),
        ("แต้จิ๋ว", "chaozhou"),
        ("เฉาโจว", "chaozhou"),
        ("Teochew", "chaozhou"),
        ("Washington", "washington-dc"),
        ("washington dc", "washington-dc"),
        ("วอชิงตัน", "washington-dc"),
        ("Shandong", "shandong-province"),
        ("Aichi", "aichi-prefecture"),
        ("North Chungcheong", "north-chungcheong-province"),
        ("South Gyeongsang", "south-gyeongsang-province"),
        ("St Petersburg", "saint-petersburg"),
        ("St. Petersburg", "saint-petersburg"),
        ("Leningrad", "saint-petersburg"),
        ("Ho Chi Minh", "ho-chi-minh-city"),
        ("HCMC", "ho-chi-minh-city"),
        ("จาการ์ต้า", "jakarta"),
        ("จากาต้า", "jakarta"),
        ("โยโกฮาม่า", "yokohama"),
        ("Peking", "beijing"),
        ("เป่ยจิง", "beijing"),
        ("จุงกิง", "chongqing"),
        ("Nur-Sultan", "astana"),
        ("Fukuoka City", "fukuoka-city"),
        ("fukuoka-prefecture", "fukuoka-prefecture"),
    ],
)
def test_a_name_that_we_use_leads_to_the_place(written: str, meant: str, store: Store) -> None:
    assert find_record(store, written, labels=("City",)).id == f"City:{meant}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Fukuoka", "City:fukuoka-prefecture City:fukuoka-city"),
        ("ฟูกูโอกะ", "City:fukuoka-prefecture City:fukuoka-city"),
        ("ฟุกุโอกะ", "City:fukuoka-prefecture City:fukuoka-city"),
        ("Jeju", "City:jeju-province City:jeju"),
        ("เชจู", "City:jeju-province City:jeju"),
    ],
)
def test_a_name_of_several_is_asked_back_partners_first(written: str, meant: str, store: Store) -> None:
    with pytest.raises(QuestionError) as asked:
        find_record(store, written, labels=("City",))
    assert asked.value.code == "name-ambiguous"
    assert re.findall(r"City:[a-z-]+", asked.value.text.en) == meant.split()
    assert re.findall(r"City:[a-z-]+", asked.value.text.th) == meant.split()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ROK", "KOR"),
        ("สาธารณรัฐเกาหลี", "KOR"),
        ("Korea, Republic of", "KOR"),
        ("kr", "KOR"),
        ("PRC", "CHN"),
        ("สาธารณรัฐประชาชนจีน", "CHN"),
        ("สปป.ลาว", "LAO"),
        ("Lao People's Democratic Republic", "LAO"),
        ("UK", "GBR"),
        ("อังกฤษ", "GBR"),
        ("England", "GBR"),
        ("สหรัฐ", "USA"),
        ("Viet Nam", "VNM"),
        ("Russian Federation", "RUS"),
        ("Côte d'Ivoire", "CIV"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Swaziland", "SWZ"),
    ],
)
def test_a_country_is_found_by_official_short_and_former_names(
    written: str, meant: str, store: Store
) -> None:
    assert find_record(store, written, labels=("Country",)).id == f"Country:{meant}"


@pytest.mark.parametrize("written", ["Korea", "เกาหลี", "Congo"])
def test_a_name_of_two_states_is_asked_back(written: str, store: Store) -> None:
    with pytest.raises(QuestionError, match="several records"):
        find_record(store, written, labels=("Country",))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("UCLG", "uclg-aspac"), ("AMF", "amf-asean"), ("C40", "c40"), ("c40 cities", "c40")],
)
def test_a_network_is_found_by_its_letters(written: str, meant: str, store: Store) -> None:
    assert find_record(store, written, labels=("Organization",)).id == f"Organization:{meant}"


@pytest.mark.parametrize(
    ("written", "label", "near"),
    [
        ("tokio", "City", "Tokyo"),
        ("Bejing", "City", "Beijing"),
        ("ฮานอน", "City", "กรุงฮานอย"),
        ("plan/afrika", "Region", "plan/africa"),
        ("Phillipines", "Country", "Philippines"),
    ],
)
def test_a_misspelt_name_meets_what_a_person_would_offer(
    written: str, label: str, near: str, store: Store
) -> None:
    with pytest.raises(QuestionError) as refused:
        find_record(store, written, labels=(label,))
    assert refused.value.code == "id-unknown"
    assert near in refused.value.text.en.split("Nearest: ")[1].split(",")[0]


def test_a_country_where_a_city_is_wanted_is_no_city_of_like_name(store: Store) -> None:
    with pytest.raises(QuestionError) as refused:
        find_record(store, "Mexico", labels=("City",))
    assert refused.value.code == "country-not-city"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Penang", "penang-island"), ("briefing on Aichi", "aichi-prefecture"), ("Tokyo", "tokyo")],
)
def test_a_name_in_words_leads_where_it_leads_as_a_parameter(written: str, meant: str) -> None:
    done = CliRunner().invoke(cli.main, ["ask", written, "--lang", "en"])
    assert done.exit_code == 0
    assert f"partner-profile --param partner={meant} " in done.stderr


def test_every_record_is_found_by_what_it_is_called_or_asked_back(store: Store) -> None:
    nodes = [node for label in ("City", "Country", "Organization") for node in store.nodes(label)]
    names = Names(nodes)
    lost = [node.id for node in nodes if node not in names.find(node.name)]
    assert lost == []
    cities = Names(store.nodes("City"))
    several = [node.id for node in store.nodes("City") if len(cities.find(node.name)) > 1]
    assert several == [
        "City:jeju", "City:london-can", "City:london-gbr", "City:santa-fe-arg", "City:santa-fe-usa"
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("ask", "partner-profile", "--param", "partner=Fukuoka"),
        ("ask", "balance-whatif", "--param", "add=Fukuoka"),
        ("explain", "Jeju"),
        ("ask", "Fukuoka"),
        ("ask", "Jeju"),
        ("ask", "drop Fukuoka"),
        ("ask", "briefing on Fukuoka"),
        ("ask", "ฟูกูโอกะ"),
    ],
)
def test_no_command_takes_one_of_several_in_silence(words: tuple[str, ...], lang: str) -> None:
    done = CliRunner().invoke(cli.main, [*words, "--lang", lang])
    assert done.exit_code == 2
    assert "City:" in done.stderr
    assert done.stdout == ""
