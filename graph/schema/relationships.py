"""Every relationship type: a verb, the labels it may join, and its own properties."""

from __future__ import annotations

from itertools import product

from graph.schema import codes
from graph.schema.model import Kind, Property, RelationshipType
from graph.texts import Label

COMMON = (
    Property("sources", Kind.LIST, Label("แหล่งข้อมูล", "sources"),
             "Ids of the Source records the link rests on.", "Source:plan"),
    Property("visibility", Kind.CODE, Label("การเปิดเผย", "visibility"), "Who may see the link.", "public",
             codes=codes.VISIBILITY),
    Property("confidence", Kind.CODE, Label("ความน่าเชื่อถือของแหล่งข้อมูล", "confidence"), "The gatherer's grade.", "high",
             codes=codes.CONFIDENCE),
    Property("note", Kind.TEXT, Label("หมายเหตุ", "note"), "What a reader should know.", "list of 2018"),
)  # fmt: skip

_ORIGIN = Property("origin", Kind.CODE, Label("ที่มา", "origin"), "Who says so.", "printed", codes=codes.ORIGIN)
_REASON_TH = Property("reason_th", Kind.TEXT, Label("เหตุผลไทย", "reason in Thai"), "Why, in Thai.", "ตามกฎ")
_REASON_EN = Property(
    "reason_en", Kind.TEXT, Label("เหตุผลอังกฤษ", "reason in English"), "Why, in English.", "by rule"
)
_RULE = Property(
    "rule", Kind.TEXT, Label("กฎ", "rule"), "Id of the rule that made the link.", "R-2.1-1-attended"
)
_AS_NAMED = Property(
    "as_named", Kind.TEXT, Label("ชื่อตามต้นฉบับ", "as named"), "The name the row prints.", "Montreal"
)
_CERTAIN = Property(
    "certain", Kind.CODE, Label("ความแน่ชัด", "certain"), "Certain or unsure.", "yes", codes=codes.CERTAINTY
)
_ASSUMPTION = (_ORIGIN, _REASON_TH, _REASON_EN)


def _pairs(sources: str, targets: str) -> tuple[tuple[str, str], ...]:
    return tuple(product(sources.split(), targets.split()))


def _verb(
    name: str, th: str, en: str, description: str, ends: tuple[tuple[str, str], ...],
    properties: tuple[Property, ...] = (),
) -> RelationshipType:  # fmt: skip
    return RelationshipType(name, Label(th, en), description, ends, properties)


_PARTNERS = "City Organization Embassy Country"

RELATIONSHIP_TYPES = (
    _verb("IN_COUNTRY", "อยู่ในประเทศ", "in country", "Where a place or seat lies.",
          _pairs("City Organization", "Country")),
    _verb("IN_REGION", "อยู่ในภูมิภาค", "in region", "Region of a country in one scheme.", _pairs("Country", "Region")),
    _verb("MEMBER_OF", "เป็นสมาชิก", "member of", "A list or report names the place as a member.",
          _pairs("City Country", "Organization"), (
              Property("since", Kind.DATE, Label("ตั้งแต่", "since"), "Start, where stated.", "2015"),
              Property("until", Kind.DATE, Label("ถึง", "until"), "End, where stated.", "2019"),
              Property("list_year", Kind.TEXT, Label("ปีของรายชื่อ", "list year"),
                       "Year of the list, not of joining.", "2018"),
              _AS_NAMED,
          )),
    _verb("REPRESENTS", "เป็นผู้แทนของ", "represents", "The country a mission, or by its name a community's body, speaks for.",
          _pairs("Embassy Organization", "Country")),
    _verb("LOCATED_IN", "ตั้งอยู่ใน", "located in", "City of a seat or mission.", _pairs("Embassy Organization", "City")),
    _verb("SIGNED_BY", "ลงนามโดย", "signed by", "Bangkok's side of an agreement.", _pairs("Agreement", "City")),
    _verb("WITH", "กับ", "with", "The other side of an agreement.", _pairs("Agreement", "City Organization"), (_AS_NAMED,)),
    _verb("INVOLVES", "เกี่ยวข้องกับ", "involves", "A partner in an activity.", _pairs("Activity", _PARTNERS), (
        Property("role", Kind.CODE, Label("บทบาท", "role"), "Partner, or the partner's council.", "partner",
                 codes=codes.PARTNER_ROLE),
        _AS_NAMED,
    )),
    _verb("POST_AT", "ตำแหน่งที่", "post at",
          "Where the post is; the country where the place has no record. Whether it is held, the holder's record says.",
          _pairs("OfficeHolder", "City Country Agency")),
    _verb("RENEWS", "สืบเนื่องจาก", "renews", "The earlier agreement that one renews, revises, reaffirms, raises or adds to.",
          _pairs("Agreement", "Agreement"), (
              Property("how", Kind.CODE, Label("ลักษณะ", "how"), "What it does to the earlier one.", "renews",
                       required=True, codes=codes.RENEWAL),
              _CERTAIN, _REASON_TH, _REASON_EN,
          )),
    _verb("HELD_IN", "จัดที่", "held in", "Where an activity took place.", _pairs("Activity", "City Country")),
    _verb("UNDER", "ภายใต้", "under", "The agreement an activity belongs to.", _pairs("Activity", "Agreement")),
    _verb("ABOUT", "เรื่อง", "about", "A subject.", _pairs("Agreement Activity Project", "Theme")),
    _verb("CONCERNS", "กล่าวถึง", "concerns", "The record a claim, correction, inquiry or statement speaks of.",
          _pairs("Claim", "City Country Organization Embassy Agreement Activity")
          + _pairs("Inquiry", "City Country Organization Embassy Agreement Activity Kpi")
          + _pairs("StateStatement", "Country")
          + _pairs("Correction", "Plan Vision Mission Challenge SwotItem Strategy Tactic Goal Kpi Level Project Agency")
          + _pairs("Statement", "Plan Challenge Tactic Agency Theme"), _ASSUMPTION),
    _verb("CITES", "อ้างถึง", "cites", "The part of the plan that a reason rests on.",
          _pairs("Reason", "Challenge Tactic Kpi Project Statement")),
    _verb("COUNTS", "นับ", "counts", "How many units a yardstick has in a country.", _pairs("Benchmark", "Country"), (
        Property("units", Kind.INTEGER, Label("จำนวน", "units"), "Units in the country.", "3", required=True),
    )),
    _verb("PART_OF", "เป็นส่วนหนึ่งของ", "part of", "The whole a part belongs to.", (
        *_pairs("Vision Mission Challenge SwotItem Strategy Chapter Concept Statement", "Plan"),
        ("Tactic", "Strategy"), ("Goal", "Tactic"), ("Kpi", "Tactic"), ("Level", "Kpi"), ("Criterion", "Level"),
        ("Agency", "Agency"),
    )),
    _verb("MEASURES", "วัด", "measures", "The goal a KPI measures.", _pairs("Kpi", "Goal"), _ASSUMPTION),
    _verb("TARGET_OF", "เป้าหมายของ", "target of", "The KPI a target belongs to.", _pairs("Target", "Kpi")),
    _verb("DECIDES", "มีมติเกี่ยวกับ", "decides", "The target that a decision is about.", _pairs("Decision", "Target")),
    _verb("ADVANCES", "ขับเคลื่อน", "advances", "The KPI a project is printed under.", _pairs("Project", "Kpi"), (
        _ORIGIN,
        Property("printed_number", Kind.INTEGER, Label("เลขที่พิมพ์", "printed number"),
                 "Number before the project in the KPI's list.", "2"),
    )),
    _verb("NAMES", "ระบุชื่อ", "names", "A partner or document a project's name mentions.",
          _pairs("Project", "City Agreement"), (_ORIGIN, _REASON_TH, _REASON_EN, _CERTAIN)),
    _verb("CARRIES_OUT", "ดำเนินตาม", "carries out", "The project an activity carries out.", _pairs("Activity", "Project"),
          (_ORIGIN, _RULE, _REASON_TH, _REASON_EN)),
    _verb("SUPPORTS", "สนับสนุน", "supports", "The rung, criterion or KPI an activity bears on.",
          _pairs("Activity", "Criterion Level Kpi"), (
              Property("mode", Kind.CODE, Label("แบบ", "mode"), "How it bears on the rung.", "meets",
                       required=True, codes=codes.SUPPORT_MODE),
              _ORIGIN, _RULE, _REASON_TH, _REASON_EN,
              Property("replaces", Kind.TEXT, Label("แทนกฎ", "replaces"),
                       "Ids of the rules whose links an officer's link takes the place of.", "R-1.3-1-global"),
              Property("rival", Kind.TEXT, Label("คำอธิบายอื่น", "rival explanation"),
                       "What else could explain the result.", "a campaign of the ministry"),
          )),
    _verb("LEADS", "เป็นหน่วยงานหลัก", "leads", "Lead agency of a KPI.", _pairs("Agency", "Kpi"), (_ORIGIN, _AS_NAMED)),
    _verb("ASSISTS", "เป็นหน่วยงานสนับสนุน", "assists", "Assisting agency of a KPI.", _pairs("Agency", "Kpi"),
          (_ORIGIN, _AS_NAMED)),
    _verb("RUN_BY", "ดำเนินการโดย", "run by", "Who runs it.", _pairs("Activity Project", "Agency")),
    _verb("ADDRESSES", "ตอบ", "addresses", "The challenge, mission or SWOT item something answers.",
          _pairs("Plan Strategy Tactic Kpi Project Activity", "Challenge Mission SwotItem"), (
              *_ASSUMPTION, _CERTAIN,
              Property("measured", Kind.YES_NO, Label("วัดเรื่องนั้นเอง", "measured"),
                       "Of a KPI: whether it counts the matter itself, and not something beside it.", "no"),
          )),
    _verb("ATTESTS", "เป็นหลักฐานของ", "attests", "What a document speaks of; its verdict says how.",
          _pairs("Evidence", "Activity Criterion Level Kpi")),
    _verb("ACTUAL_OF", "เป็นผลของ", "actual of", "What a result was measured for.",
          _pairs("Actual", "Kpi Criterion Project")),
    _verb("SUCCEEDS", "สืบต่อจาก", "succeeds", "The plan it replaces.", _pairs("Plan", "Plan"), _ASSUMPTION),
    _verb("ALIGNED_WITH", "สอดคล้องกับ", "aligned with", "A plan it says it follows.", _pairs("Plan", "Plan"), _ASSUMPTION),
    _verb("PRINTED_IN", "พิมพ์อยู่ใน", "printed in", "The part of the document that holds it.",
          _pairs("Plan Vision Mission Challenge SwotItem Strategy Tactic Goal Kpi Level Criterion Target Project Agency "
                 "Correction Concept Statement Contributor", "Chapter")),
    _verb("USES", "ใช้คำสำคัญ", "uses", "A concept on which the meaning of an element of the plan rests.",
          _pairs("Mission Strategy Tactic Goal Kpi Level Target Project SwotItem", "Concept"), _ASSUMPTION),
    _verb("CONTRIBUTED_TO", "มีส่วนจัดทำ", "contributed to", "The plan that a person or institution helped to make.",
          _pairs("Contributor", "Plan")),
    _verb("TWINNED_WITH", "จับคู่กับ", "twinned with", "Two places twinned in the world network.", _pairs("City", "City")),
)  # fmt: skip
