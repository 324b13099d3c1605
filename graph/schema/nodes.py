"""Every node type with its properties: the records declared here, the plan's own in `plan_nodes`."""

from __future__ import annotations

from dataclasses import replace

from graph.schema import codes
from graph.schema.model import Kind, NodeType
from graph.schema.plan_nodes import PLAN_NODE_TYPES
from graph.schema.properties import SUMMARY_EN, SUMMARY_TH, prop
from graph.texts import Label

_T, _I, _N, _B, _D, _L, _C, _CC = (
    Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.YES_NO, Kind.DATE, Kind.LIST, Kind.CODE, Kind.CODES,
)  # fmt: skip


COMMON = (
    prop("name", _T, "ชื่อ", "name", "Display name, in English unless the thing is Thai.", "Hanoi", required=True),
    prop("name_th", _T, "ชื่อไทย", "Thai name", "Display name in Thai.", "กรุงฮานอย"),
    prop("sources", _L, "แหล่งข้อมูล", "sources", "Ids of the Source records a fact rests on.", "Source:plan"),
    prop(
        "visibility", _C, "การเปิดเผย", "visibility", "Who may see the record.", "public",
        required=True, of=codes.VISIBILITY,
    ),
    prop("retired", _B, "เลิกใช้", "retired", "Whether a later load no longer had the record.", "no"),
    prop("confidence", _C, "ความเชื่อมั่น", "confidence", "The gatherer's grade.", "high", of=codes.CONFIDENCE),
    prop("note", _T, "หมายเหตุ", "note", "What a reader should know before using the record.", "day deduced"),
    prop("note_th", _T, "หมายเหตุไทย", "note in Thai", "The note in Thai.", "วันที่เป็นการอนุมาน"),
)  # fmt: skip

_LATITUDE = prop("latitude", _N, "ละติจูด", "latitude", "Degrees north, WGS 84.", "13.75")
_LONGITUDE = prop("longitude", _N, "ลองจิจูด", "longitude", "Degrees east, WGS 84.", "100.5")
_TERM = (
    prop("ends_on", _D, "สิ้นสุดเมื่อ", "ends on", "End of its term, as far as a source states it; by the earliest reading where several are possible.", "2026-03-31"),
    prop("ends_latest", _D, "สิ้นสุดอย่างช้า", "ends at the latest", "End by its latest reading, where the readings of its term differ.", "2026-07"),
    prop("term_th", _T, "ระยะเวลาไทย", "term in Thai", "The term as its source states it, in Thai.", "สามปี"),
    prop("term_en", _T, "ระยะเวลาอังกฤษ", "term in English", "The term as its source states it, in English.", "three years"),
    prop("term_reason_th", _T, "เหตุผลของวันสิ้นสุดไทย", "reason for the end in Thai", "How the end follows from the term, in Thai.", "ปีสุดท้ายของแผน"),
    prop("term_reason_en", _T, "เหตุผลของวันสิ้นสุดอังกฤษ", "reason for the end in English", "How the end follows from the term, in English.", "last year named"),
)  # fmt: skip
# What two readers made of an activity, on grounds of their own.
_READ = (
    *(replace(read, grounds="read") for read in (
        prop("organised_by", _C, "ผู้จัด", "organised by", "Who organised it.", "co", of=codes.ORGANISER),
        prop("audience", _CC, "ผู้เข้าร่วมหรือกลุ่มเป้าหมาย", "audience", "Who took part or was addressed.", "officials",
             of=codes.AUDIENCE),
        prop("knowledge_flow", _C, "ทิศทางของความรู้", "knowledge flow", "Which way knowledge went.", "inward",
             of=codes.KNOWLEDGE_FLOW),
        prop("setting", _C, "กรอบของกิจกรรม", "setting", "Between whom it was held.", "bilateral", of=codes.SETTING),
        prop("output", _C, "ผลผลิต", "output", "What came of it.", "agreement", of=codes.OUTPUT),
        prop("read_basis", _T, "ข้อความที่ใช้จำแนก", "basis of the reading", "The deciding words, shortened by us.",
             "fair held jointly"),
        prop("read_basis_th", _T, "ข้อความที่ใช้จำแนกไทย", "basis in Thai", "The deciding words, in Thai.", "ร่วมจัดงาน"),
        prop("readings", _I, "จำนวนชุดการจำแนก", "readings", "How many independent readings the five values rest on.", "2"),
    )),
    prop("read_confidence", _C, "ความเชื่อมั่นของการจำแนก", "confidence of the reading", "The readers' grade.", "high",
         of=codes.CONFIDENCE),
    prop("read_sources", _L, "แหล่งข้อมูลของการจำแนก", "sources of the reading",
         "Ids of the Source records of the readings; no source of the activity itself.", "Source:activity-readings"),
)  # fmt: skip
_STAGE = prop(
    "stage", _C, "ขั้น", "stage", "Stage in the life of an agreement.", "signed", of=codes.AGREEMENT_STAGE
)
NODE_TYPES = (
    NodeType(
        "City", Label("ท้องถิ่น", "Local government"),
        "A local government of any level: city, prefecture, province or special city.",
        "slug of the English name, with the ISO code where two places share it", "City:hanoi",
        (
            prop("level", _C, "ระดับ", "level", "What kind of local government it is.", "city", of=codes.CITY_LEVEL),
            _LATITUDE, _LONGITUDE,
            prop("aliases", _L, "ชื่ออื่น", "aliases", "Other spellings found in sources.", "Montreal"),
            prop("former_names", _L, "ชื่อเดิม", "former names", "Names the place no longer has.", "Nur-Sultan"),
            prop("wikidata_qid", _T, "รหัส Wikidata", "Wikidata id", "Wikidata item, a claim.", "Q1858"),
            prop("coordinate_source", _T, "ที่มาพิกัด", "coordinate source", "Where the point comes from.", "GeoNames"),
            prop("doubtful", _B, "น่าสงสัย", "doubtful", "Whether the tie rests on low confidence alone.", "no"),
            prop("counted_by_office", _B, "สำนักงานนับ", "counted by the office",
                  "Whether it is of the kind of partner the office itself counts.", "yes"),
        ),
    ),
    NodeType(
        "Country", Label("ประเทศหรือดินแดน", "Country or territory"),
        "A country or territory by ISO 3166-1; labels follow CLDR and take no position.",
        "ISO 3166-1 alpha-3", "Country:VNM",
        (
            prop("un_member", _B, "สมาชิกสหประชาชาติ", "UN member", "Whether it is a UN member state.", "yes"),
            prop("iso2", _T, "ISO 2", "ISO alpha-2", "ISO 3166-1 alpha-2 code.", "VN"),
            prop("numeric", _T, "ISO ตัวเลข", "ISO numeric", "ISO 3166-1 numeric code.", "704"),
            prop("aliases", _L, "ชื่ออื่น", "aliases", "Other usual names, former ones too.", "Burma"),
            prop("asean_since", _D, "เข้าร่วมอาเซียน", "ASEAN since", "Day of joining ASEAN.", "1995-07-28"),
            prop("capital", _T, "เมืองหลวง", "capital", "Id of the capital.", "City:hanoi"),
            prop("leading_city", _T, "เมืองใหญ่สุด", "largest city", "Id of the largest city.", "City:ho-chi-minh-city"),
        ),
    ),
    NodeType(
        "Region", Label("ภูมิภาค", "Region"), "One region of one region scheme.",
        "scheme/slug", "Region:plan/east-asia",
        (
            prop("scheme", _C, "ระบบภูมิภาค", "scheme", "The scheme it belongs to.", "plan",
                  required=True, of=codes.REGION_SCHEME),
            prop("assumed", _B, "ข้อสมมติ", "assumed", "Whether the grouping is our reading.", "yes"),
        ),
    ),
    NodeType(
        "Organization", Label("องค์กร", "Organization"),
        "A network, UN body, agency, firm, university, government body or association.",
        "slug", "Organization:c40",
        (
            prop("abbreviation", _T, "ชื่อย่อ", "abbreviation", "Short name in use.", "C40"),
            prop("kind", _C, "ประเภท", "kind", "What kind of body it is.", "city_network",
                  required=True, of=codes.ORGANIZATION_KIND),
            prop("relation", _C, "ความสัมพันธ์", "relation", "How it stands to Bangkok.", "member",
                  of=codes.ORGANIZATION_RELATION),
            prop("since", _D, "ตั้งแต่", "since", "Start of the relation, where a source states it.", "1992"),
            prop("secretariat", _T, "สำนักเลขาธิการ", "secretariat", "City of the secretariat.", "Seoul"),
            prop("aliases", _L, "ชื่ออื่น", "aliases", "Other spellings found in sources.", "UN ESCAP"),
            prop("member_cities_known", _L, "เมืองสมาชิกที่ทราบ", "member cities known",
                  "Partner cities and ASEAN capitals known as members, as gathered.", "Hanoi"),
            prop("list_completeness", _C, "ความครบถ้วนของบัญชีสมาชิก", "completeness of the member list",
                  "How much of its list of members is held.", "partial", of=codes.LIST_COMPLETENESS),
            prop("list_names", _C, "ผู้ที่บัญชีระบุ", "whom the list names",
                  "Whom its lists name, where they are no members; empty for a network of members.",
                  "participants", of=codes.LIST_NAMES),
            prop("list_remark_th", _T, "ข้อสังเกตบัญชีไทย", "remark on the list in Thai", "What the list covers, in Thai.", "ข้อมูล พ.ศ. 2557"),
            prop("list_remark_en", _T, "ข้อสังเกตบัญชีอังกฤษ", "remark on the list in English", "What the list covers, in English.", "as of 2014"),
            _LATITUDE, _LONGITUDE,
        ),
        needs_source=True,
    ),
    NodeType(
        "Embassy", Label("คณะผู้แทนทางการทูต", "Foreign mission"),
        "A foreign mission in Bangkok.", "as in the source file", "Embassy:emb-vnm",
        (
            prop("kind", _C, "ประเภท", "kind", "What kind of mission it is.", "embassy", of=codes.MISSION_KIND),
            prop("address", _T, "ที่อยู่", "address", "Street address.", "South Sathon Road"),
            prop("district", _T, "เขต", "district", "Bangkok district.", "Sathon"),
            prop("opened", _D, "เปิดเมื่อ", "opened", "When it opened.", "1978"),
            prop("relations_on", _D, "ความสัมพันธ์เปลี่ยนเมื่อ", "relations since", "When relations of the states changed.", "2025-07"),
            prop("relations_th", _T, "ความสัมพันธ์ของรัฐไทย", "relations in Thai", "What its source says of them, in Thai.", "ลดระดับความสัมพันธ์"),
            prop("relations_en", _T, "ความสัมพันธ์ของรัฐอังกฤษ", "relations in English", "What its source says of them, in English.", "ties were downgraded"),
            _LATITUDE, _LONGITUDE,
        ),
        needs_source=True,
    ),
    NodeType(
        "Agreement", Label("ความตกลง", "Agreement"),
        "One document, or one relationship where no document was found.", "as in the source file",
        "Agreement:hanoi-2004",
        (
            prop("kind", _C, "ประเภท", "kind", "By the document's title where a source gives it.", "mou",
                  required=True, of=codes.AGREEMENT_KIND),
            prop("counterpart", _C, "คู่สัญญา", "counterpart", "Executive or council side.", "executive",
                  required=True, of=codes.COUNTERPART),
            prop("signed_on", _D, "ลงนามเมื่อ", "signed on", "Day, month or year of signing.", "2004-02"),
            *_TERM,
            prop("status", _C, "สถานะ", "status", "As its sources say; not computed.", "in_force",
                  required=True, of=codes.AGREEMENT_STATUS),
            _STAGE,
            prop("themes_as_gathered", _L, "หัวข้อตามที่รวบรวม", "themes as gathered",
                  "Subject words before they were coded.", "medical care"),
        ),
        needs_source=True,
    ),
    NodeType(
        "Activity", Label("กิจกรรม", "Activity"), "One event.", "as in the source file", "Activity:A250",
        (
            prop("kind", _C, "ประเภท", "kind", "What kind of event it was.", "conference",
                  required=True, of=codes.ACTIVITY_KIND),
            prop("start_on", _D, "เริ่ม", "starts on", "First day, or its month or year.", "2025-05-14"),
            prop("end_on", _D, "สิ้นสุด", "ends on", "Last day, only where a range is given.", "2025-05-16"),
            prop("status", _C, "สถานะ", "status", "Only done can confirm a level.", "done",
                  required=True, of=codes.ACTIVITY_STATUS),
            prop("direction", _C, "ทิศทาง", "direction", "Where it took place, seen from Bangkok.", "outbound",
                  of=codes.DIRECTION),
            prop("role_of_bangkok", _C, "บทบาทของ กทม.", "role of Bangkok", "What Bangkok did, by the row's words.",
                  "attended", required=True, of=codes.ROLE),
            prop("role_as_gathered", _T, "บทบาทตามที่รวบรวม", "role as gathered", "First, coarser value.", "hosted"),
            prop("dimension", _C, "ด้าน", "dimension", "Dimension of KPI 1.3-1.", "education", of=codes.DIMENSION),
            prop("series", _T, "ชุดกิจกรรม", "series", "The repeated event it belongs to.", "mgmac"),
            prop("round_no", _I, "ครั้งที่", "round", "Round number, where stated.", "7"),
            prop("by_council", _B, "ของสภา กทม.", "by the council",
                  "Whether it is an activity of the Bangkok Metropolitan Council.", "no"),
            prop("suggested_tactics", _L, "กลยุทธ์ที่ผู้รวบรวมข้อมูลเสนอไว้ (ข้ออ้าง)", "suggested tactics (a claim)",
                  "The gatherer's guess: a claim, never an input to a rule.", "2.1"),
            prop("place_city", _T, "สถานที่", "place", "Place as gathered.", "Tokyo"),
            prop("groups_named", _L, "กลุ่มบุคคลที่ระบุ", "groups named", "Groups of people, not nodes.", "visitors"),
            prop("themes_as_gathered", _L, "หัวข้อตามที่รวบรวม", "themes as gathered",
                  "Subject words before they were coded.", "sports"),
            *_READ,
        ),
        needs_source=True,
    ),
    NodeType(
        "OfficeHolder", Label("ผู้ดำรงตำแหน่ง", "Office holder"),
        "A person in a post, as far as a source bears it out: up to a day, and no further.",
        "slug of place and person", "OfficeHolder:yokohama-takeharu-yamanaka",
        (
            prop("person", _T, "ชื่อบุคคล", "person", "The person, in Latin letters.", "Takeharu Yamanaka", required=True),
            prop("person_local", _T, "ชื่อในภาษาของตน", "person in their own script", "The person, as written at home.", "山中竹春"),
            prop("office_th", _T, "ตำแหน่งไทย", "post in Thai", "The post, in Thai.", "นายกเทศมนตรี", required=True),
            prop("office_en", _T, "ตำแหน่งอังกฤษ", "post in English", "The post, in English.", "Mayor", required=True),
            prop("place", _T, "สถานที่หรือหน่วยงาน", "place or body", "Of what, as gathered.", "Yokohama", required=True),
            prop("place_th", _T, "สถานที่หรือหน่วยงานไทย", "place or body in Thai", "Of what, in Thai.", "เมืองโยโกฮามา"),
            prop("counterpart", _C, "ฝ่าย", "side", "Whether it is the head of a place or of its council.", "executive",
                  of=codes.COUNTERPART),
            prop("since", _D, "ตั้งแต่", "since", "First day in the post, where a source gives it.", "2021-08-30"),
            prop("borne_out_until", _D, "ข้อมูลยืนยันถึง", "borne out until", "The newest day for which a source says it.", "2025-08-03"),
            prop("standing", _C, "สถานะการดำรงตำแหน่ง", "standing", "What is known of it now.", "in_office",
                  required=True, of=codes.HOLDER_STANDING),
            prop("standing_as_gathered", _T, "สถานะตามที่รวบรวม", "standing as gathered", "The same in the gatherers' words.",
                  "term ended; successor not read"),
            prop("standing_as_gathered_th", _T, "สถานะตามที่รวบรวมไทย", "standing as gathered in Thai",
                  "The gatherers' words, in Thai.", "ครบวาระ"),
            prop("term_ends", _D, "วาระสิ้นสุด", "term ends", "The end of the term, where a source gives it.", "2026-06-30"),
        ),
        needs_source=True,
    ),
    NodeType(
        "Theme", Label("หัวข้อ", "Theme"), "One subject of the closed list.", "code", "Theme:climate",
        (
            prop("plan_field", _T, "สาขาในแผน", "plan field", "The field the plan names, if any.", "climate"),
            prop("sdg", _L, "SDG", "SDG", "Sustainable Development Goals, where plain.", "13"),
            prop("aliases", _L, "ชื่ออื่น", "aliases", "What the office also calls it.", "greenhouse gas"),
            prop("strings", _L, "ถ้อยคำ", "strings", "Words in the sources that mean this theme.", "zero carbon"),
        ),
    ),
    NodeType(
        "Claim", Label("ข้อมูลที่แหล่งอ้าง", "Claim"),
        "What some source says about a record where sources disagree or only count.",
        "slug", "Claim:count-2013-02",
        (
            prop("subject_property", _T, "เรื่อง", "about", "The property or matter it speaks of.", "name_th", required=True),
            prop("value", _T, "ค่า", "value", "What the source says.", "36 cities", required=True),
            prop("value_th", _T, "ค่าไทย", "value in Thai", "What the source says, in Thai.", "36 เมือง"),
            prop("dated_on", _D, "ลงวันที่", "dated", "When the source says it; of a term, its first day.", "2013-02"),
            prop("until_on", _D, "ถึงวันที่", "until", "Of a term: its last day, where a source gives it.", "2008-11-19"),
            prop("known_until", _D, "ทราบถึงวันที่", "known until",
                  "Of a term without a known end: the last day for which it surely holds.", "2026-05-21"),
            prop("preferred", _B, "ใช้ค่านี้", "preferred", "Whether the graph uses this value.", "no"),
            prop("cities", _I, "จำนวนเมือง", "cities", "Of a published total: how many cities.", "36"),
            prop("countries", _I, "จำนวนประเทศ", "countries", "Of a published total: how many countries.", "19"),
            prop("choice", _T, "ทางเลือก", "choice", "Which version the data uses, and why.", "6 Feb kept"),
            prop("choice_th", _T, "ทางเลือกไทย", "choice in Thai", "The choice in Thai.", "ใช้ 6 ก.พ."),
            _STAGE,
            prop("stage_reason_th", _T, "เหตุผลของขั้นไทย", "reason for the stage in Thai", "Why we read it as this stage, in Thai.", "อยู่ระหว่างหารือ"),
            prop("stage_reason_en", _T, "เหตุผลของขั้นอังกฤษ", "reason for the stage in English", "Why we read it as this stage, in English.", "in talks"),
            *_TERM,
            SUMMARY_TH, SUMMARY_EN,
        ),
    ),
    NodeType(
        "Benchmark", Label("เกณฑ์เทียบ", "Benchmark"),
        "A yardstick for a balance: the partners abroad of a peer city, by country, as public lists have them.",
        "slug", "Benchmark:peer-seoul",
        (
            prop("pooled", _B, "รวมในกลุ่ม", "pooled", "Whether it is one of the Asian peers taken together.", "yes"),
            prop("partners", _I, "จำนวนคู่", "partners", "Partners abroad that a list names.", "22", required=True),
            prop("own_list", _B, "มีรายชื่อของประเทศ", "own list",
                  "Whether the latest reading has a list of its country; if not, it is known from others' lists.", "yes"),
            prop("in_latest_list", _I, "อยู่ในรายชื่อล่าสุด", "in the latest list",
                  "Partners among them that the latest reading names.", "22"),
            prop("wikidata_only", _I, "มีเฉพาะใน Wikidata", "Wikidata only",
                  "Further partners that no list names; not counted.", "11"),
            prop("at_home", _I, "อยู่ในประเทศเดียวกัน", "at home", "Partners in its own country; not counted.", "0"),
            prop("unplaced", _I, "ไม่ทราบประเทศ", "unplaced", "Partners in no country of ours; not counted.", "0"),
            prop("wikidata_qid", _T, "รหัส Wikidata", "Wikidata id", "Wikidata item of the peer.", "Q8684"),
        ),
        needs_source=True,
    ),
    NodeType(
        "Inquiry", Label("การสืบค้น", "Inquiry"),
        "What was asked and not found, or was not asked: silence of the record, kept as a record.",
        "slug", "Inquiry:accord-cities",
        (
            prop("field", _C, "เรื่อง", "field", "What kind of fact was looked for.", "agreement",
                  required=True, of=codes.INQUIRY_FIELD),
            prop("outcome", _C, "ผล", "outcome", "Asked and not found, or not asked.", "not_found",
                  required=True, of=codes.INQUIRY_OUTCOME),
            prop("asked_on", _D, "สืบค้นเมื่อ", "asked on", "When it was asked.", "2026-11"),
            prop("asked_of_th", _T, "สืบค้นจากไทย", "asked of, in Thai", "Where it was looked for, in Thai.", "หน้าเว็บสาธารณะ"),
            prop("asked_of_en", _T, "สืบค้นจากอังกฤษ", "asked of, in English", "Where it was looked for, in English.", "public pages"),
            prop("searches", _I, "จำนวนครั้ง", "searches", "How many searches were made, where noted.", "2"),
            prop("subjects_named", _L, "สิ่งที่สืบค้นซึ่งไม่มีระเบียน", "subjects named",
                  "Names of subjects that have no record of their own.", "Urban 20"),
        ),
        needs_source=True,
    ),
    NodeType(
        "Reason", Label("เหตุผล", "Reason"),
        "A rule that gives a gap or a sleeping tie a reason, where a fact of that gap bears it out; its name holds the words.",
        "slug", "Reason:asean-without-tie",
        (
            prop("kind", _C, "ประเภท", "kind", "Why it matters, what is cheap, or what speaks against.", "why",
                  required=True, of=codes.REASON_KIND),
            prop("fact", _T, "ข้อเท็จจริง", "fact", "The fact of the gap that must hold.", "asean-without-tie", required=True),
            prop("priority", _I, "ลำดับ", "priority", "Which reason of its kind goes first: the smaller number.", "1", required=True),
        ),
    ),
    NodeType(
        "Source", Label("แหล่งข้อมูล", "Source"), "A page or document a fact came from.", "digest of name and address",
        "Source:src-1a2b3c4d5e",
        (prop("url", _T, "ที่อยู่", "address", "Address of the page.", "https://example.org"),),
    ),
    *PLAN_NODE_TYPES,
    NodeType(
        "LoadRun", Label("รอบการนำเข้า", "Load run"), "When a set of records came in.", "slug", "LoadRun:packaged",
        (
            prop("loaded_on", _D, "วันที่", "date", "Day of the load, as given.", "2026-11-24"),
            prop("record_count", _I, "จำนวนระเบียน", "records", "Number of records.", "900"),
        ),
    ),
)  # fmt: skip
