"""The node types of the plan: its elements from vision to target, and what planners record on them."""

from __future__ import annotations

from graph.schema import codes
from graph.schema.model import Kind, NodeType
from graph.schema.properties import SUMMARY_EN, SUMMARY_TH, prop
from graph.texts import Label

_T, _I, _N, _B, _D, _L, _C = (
    Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.YES_NO, Kind.DATE, Kind.LIST, Kind.CODE,
)  # fmt: skip


_NAME_ORIGIN = prop(
    "name_en_origin", _C, "ที่มาของชื่ออังกฤษ", "origin of the English name",
    "Whether the document prints the English name or it is ours.", "printed", of=codes.NAME_ORIGIN,
)  # fmt: skip
_DIGEST_TH = prop(
    "digest_th", _T, "ลายนิ้วมือไทย", "Thai digest", "Digest of the printed Thai text.", "9f86d081884c7d65"
)
_DIGEST_EN = prop(
    "digest_en",
    _T,
    "ลายนิ้วมืออังกฤษ",
    "English digest",
    "Digest of the printed English text.",
    "9f86d081884c7d65",
)
_CONDITION = prop(
    "condition", _T, "เงื่อนไข", "condition", "The condition as the plan prints it.", "ขึ้นอยู่กับงบประมาณ"
)
_ASSUMED = prop("assumed", _B, "ข้อสมมติ", "assumed", "Whether the rule is ours.", "yes")
_PAGE = (
    prop("page", _I, "หน้า", "page", "Page of the document, or first page of its part, by the contents.", "26"),
    prop("page_is", _C, "ความหมายของเลขหน้า", "what the page is",
          "Whether it stands on that page, from it on, or why no page is known.", "from", of=codes.PAGE_IS),
)  # fmt: skip
_PRINTED_AT = prop(
    "printed_at", _L, "ตำแหน่งถ้อยคำในแผน", "printed at",
    "Passages and elements of the plan's text that hold its words.", "Passage:p140",
)  # fmt: skip
_PLAN_WORDS = (SUMMARY_TH, SUMMARY_EN, _NAME_ORIGIN, _DIGEST_TH, _DIGEST_EN, *_PAGE)


PLAN_NODE_TYPES = (
    NodeType(
        "Plan", Label("แผน", "Plan"), "A plan or agenda.", "slug", "Plan:bma-fa-2566",
        (
            prop("period", Kind.PERIOD, "ระยะ", "period", "Years it covers, B.E.", "2566-2570"),
            prop("publisher", _T, "ผู้จัดทำ", "publisher", "Who published it.", "สำนักงานการต่างประเทศ"),
            prop("published", _D, "เผยแพร่", "published", "When it was published.", "2022-08"),
            prop("version", _T, "ฉบับ", "version", "Edition.", "1"),
            prop("made_from", _D, "เริ่มจัดทำ", "made from", "First day of the workshops.", "2022-02-03"),
            prop("made_until", _D, "จัดทำถึง", "made until", "Last day of the workshops.", "2022-04-05"),
            prop("workshops", _I, "การประชุมเชิงปฏิบัติการ", "workshops", "Workshops held to make it.", "8"),
            prop("interviews", _I, "การสัมภาษณ์", "interviews", "Interviews held to make it.", "3"),
            *_PLAN_WORDS,
        ),
    ),
    NodeType("Vision", Label("วิสัยทัศน์", "Vision"), "The plan's vision.", "`V`", "Vision:V", _PLAN_WORDS),
    NodeType("Mission", Label("พันธกิจ", "Mission"), "One mission of the plan.", "`M1`", "Mission:M2", _PLAN_WORDS),
    NodeType(
        "Challenge", Label("ความท้าทาย", "Challenge"),
        "One of three challenges of the office's role or four geopolitical ones.", "`role/1`, `geo/3`",
        "Challenge:geo/2", _PLAN_WORDS,
    ),
    NodeType(
        "SwotItem", Label("รายการ SWOT", "SWOT item"), "One strength, weakness, opportunity or threat.", "`S1`",
        "SwotItem:W3",
        (
            prop("kind", _C, "ประเภท", "kind", "Which of the four it is.", "weakness", required=True, of=codes.SWOT_KIND),
            *_PLAN_WORDS,
        ),
    ),
    NodeType("Strategy", Label("ยุทธศาสตร์", "Strategy"), "One of the plan's strategies.", "`1`", "Strategy:2", _PLAN_WORDS),
    NodeType("Tactic", Label("กลยุทธ์", "Tactic"), "One tactic of a strategy.", "`1.1`", "Tactic:2.1", _PLAN_WORDS),
    NodeType("Goal", Label("เป้าประสงค์", "Goal"), "One goal of a tactic.", "`1.1/G1`", "Goal:2.1/G1", _PLAN_WORDS),
    NodeType(
        "Kpi", Label("ตัวชี้วัด", "KPI"), "One indicator of a tactic.", "`1.1-1`", "Kpi:2.1-1",
        (
            prop("kind", _C, "ประเภท", "kind", "Level, count or percent.", "level", required=True, of=codes.KPI_KIND),
            prop("unit", _T, "หน่วย", "unit", "Unit of its value.", "level"),
            prop("rule", _C, "หลักเกณฑ์การประเมิน", "rule", "When a level counts as attained.", "staged", required=True, of=codes.KPI_RULE),
            _ASSUMED,
            prop("rule_beside", _C, "หลักเกณฑ์ที่แสดงคู่", "rule beside",
                  "A second rule shown beside the first, until the office chooses.", "staged", of=codes.KPI_RULE),
            prop("least_grade", _C, "ระดับความน่าเชื่อถือขั้นต่ำ", "least grade", "The weakest evidence that confirms.", "B2",
                  of=codes.EVIDENCE_GRADE),
            _CONDITION, *_PLAN_WORDS,
        ),
    ),
    NodeType(
        "Level", Label("ระดับ", "Level"), "One rung of a KPI's ladder.", "`1.1-1/L3`", "Level:2.1-1/L3",
        (
            prop("level", _I, "ระดับที่", "level", "Rung, 1 to 5.", "3", required=True),
            prop("rule", _C, "หลักเกณฑ์การประเมิน", "rule", "A rule of its own, in place of its KPI's.", "threshold", of=codes.KPI_RULE),
            _ASSUMED, *_PLAN_WORDS,
        ),
    ),
    NodeType(
        "Criterion", Label("เกณฑ์", "Criterion"), "One checkable part of a level, by our reading of its words.",
        "`1.1-1/L3/a`", "Criterion:2.2-2/L4/a",
        (
            prop("nature", _C, "ลักษณะ", "nature", "How long it holds once it is shown.", "state",
                  required=True, of=codes.CRITERION_NATURE),
            prop("nature_reason_th", _T, "เหตุผลของลักษณะไทย", "reason for the nature in Thai",
                  "Why it is read so, in Thai.", "ถ้อยคำของแผนเป็นสภาพที่ต้องคงอยู่"),
            prop("nature_reason_en", _T, "เหตุผลของลักษณะอังกฤษ", "reason for the nature in English",
                  "Why it is read so, in English.", "The plan words it as a condition that must go on."),
            prop("threshold", _N, "ค่าเกณฑ์", "threshold", "The figure that meets it.", "50"),
            prop("measure", _T, "สิ่งที่วัด", "measure", "What is measured; criteria may share it.", "awareness"),
            prop("method", _C, "วิธีวัดที่กำหนด", "method asked for", "The only method its figure may come from.",
                  "survey", of=codes.MEASURING_METHOD),
            *_PLAN_WORDS,
        ),
    ),
    NodeType(
        "Target", Label("ค่าเป้าหมาย", "Target"), "A KPI's target for a year.", "`1.1-1/2566`", "Target:2.1-1/2566",
        (
            prop("year", Kind.YEAR, "ปี พ.ศ.", "year (B.E.)", "Year of the plan, Buddhist Era.", "2566", required=True),
            prop("value", _N, "ค่า", "value", "Level, count or percent aimed at.", "3", required=True),
            prop("each_dimension", _I, "ต่อด้าน", "each dimension",
                  "Activities asked for in each dimension, by our reading of the condition.", "1"),
            prop("continuing", _I, "กิจกรรมต่อเนื่อง", "continuing",
                  "Continuing activities asked for, by our reading of the condition.", "1"),
            prop("value_if_met", _N, "ค่าเมื่อเงื่อนไขเป็นจริง", "value if met",
                  "What the target is when the printed condition is met, which somebody must decide.", "3"),
            _CONDITION, *_PAGE,
        ),
    ),
    NodeType(
        "Decision", Label("มติเกี่ยวกับค่าเป้าหมาย", "Decision"),
        "A decision on a year's target: its condition is met or not, or its value is changed.",
        "KPI, year and day", "Decision:3.1-1/2566/2023-08-15",
        (
            prop("decision", _C, "มติ", "decision", "What was decided.", "condition_met", required=True,
                  of=codes.TARGET_DECISION),
            prop("value", _N, "ค่าเป้าหมายใหม่", "new value", "The target it is changed to.", "3"),
            prop("decided_on", _D, "วันที่มีมติ", "decided on", "Day of the decision.", "2023-08-15", required=True),
            prop("decided_by", _T, "ผู้มีมติ", "decided by", "Who decided.", "ผู้อำนวยการสำนักงานการต่างประเทศ",
                  required=True),
            prop("document_no", _T, "เลขที่เอกสาร", "document number", "Official number.", "กท 0401/123"),
        ),
    ),
    NodeType(
        "Project", Label("โครงการ", "Project"), "One project of the plan.", "`P01` in order of first appearance",
        "Project:P01",
        (
            prop("is_new", _B, "โครงการใหม่", "new", "Whether the plan marks it as new.", "yes"),
            prop("budget_dependent", _B, "ขึ้นกับงบประมาณ", "budget dependent", "Whether it depends on budget.", "no"),
            _CONDITION, *_PLAN_WORDS,
        ),
    ),
    NodeType(
        "Agency", Label("หน่วยงาน", "Agency"), "A unit of the administration named by the plan.", "slug",
        "Agency:international-affairs-office",
        (
            prop("kind", _C, "ประเภท", "kind", "What kind of unit it is.", "office", required=True, of=codes.AGENCY_KIND),
            prop("spellings", _L, "รูปสะกดในแผน", "spellings", "How the plan prints it.", "สำนักงาน-การต่างประเทศ"),
            prop("website", _T, "เว็บไซต์", "website", "Its website, as the plan prints it.", "www.iao.bangkok.go.th"),
            SUMMARY_TH, SUMMARY_EN, _NAME_ORIGIN, _PRINTED_AT, *_PAGE,
        ),
    ),
    NodeType(
        "Correction", Label("ข้อแก้ไขข้อความ", "Correction"),
        "A slip in the plan's extracted text: as printed, as meant, why, how sure.", "slug", "Correction:c01",
        (
            prop("place", _T, "ตำแหน่ง", "place", "Where in the document.", "challenges", required=True),
            prop("place_th", _T, "ตำแหน่งไทย", "place in Thai", "Where in the document, in Thai.", "ความท้าทาย"),
            prop("as_printed", _T, "ตามที่พิมพ์", "as printed", "The words as they stand.", "สูง", required=True),
            prop("as_meant", _T, "ที่น่าจะหมายถึง", "as meant", "The likely reading.", "เหนือ", required=True),
            prop("certain", _C, "ความแน่ชัด", "certain", "Certain or unsure.", "unsure", required=True, of=codes.CERTAINTY),
            prop("reason_th", _T, "เหตุผลไทย", "reason in Thai", "Why, in Thai.", "เทียบกับฉบับอังกฤษ", required=True),
            prop("reason_en", _T, "เหตุผลอังกฤษ", "reason in English", "Why, in English.", "see the English", required=True),
            *_PAGE,
        ),
    ),
    NodeType(
        "Chapter", Label("ส่วนของเล่มแผน", "Part of the document"), "One entry of the plan's table of contents.", "slug",
        "Chapter:swot",
        (
            prop("ordinal", _I, "ลำดับ", "place in the contents", "Its place in the table of contents.", "5", required=True),
            _NAME_ORIGIN, *_PAGE,
        ),
    ),
    NodeType(
        "Concept", Label("คำสำคัญ", "Concept"),
        "A word of the plan that decides what an element means, with its definition where the plan gives one.", "slug",
        "Concept:foreign-community",
        (
            prop("defined", _B, "แผนให้นิยาม", "defined", "Whether the plan defines it.", "yes", required=True),
            prop("forms", _L, "รูปคำที่พิมพ์", "printed forms", "How the plan prints it.", "Agile Organization"),
            SUMMARY_TH, SUMMARY_EN, _NAME_ORIGIN, _PRINTED_AT, *_PAGE,
        ),
    ),
    NodeType(
        "Statement", Label("สาระของแผน", "Statement of the plan"),
        "What the plan says outside its elements, in our summary: background, findings, roles, directions, how it was made.",
        "slug", "Statement:asean-finding",
        (
            prop("kind", _C, "ประเภท", "kind", "What kind of statement it is.", "finding", required=True,
                  of=codes.STATEMENT_KIND),
            SUMMARY_TH, SUMMARY_EN, _PRINTED_AT, *_PAGE,
        ),
    ),
    NodeType(
        "Contributor", Label("ผู้มีส่วนจัดทำแผน", "Contributor to the plan"),
        "A person or institution that the plan names as having helped to make it.", "slug", "Contributor:adviser-1",
        (
            prop("kind", _C, "ประเภท", "kind", "Which part it had.", "adviser", required=True, of=codes.CONTRIBUTION),
            prop("number", _I, "ลำดับที่พิมพ์", "printed number", "Number in the printed list.", "1"),
            prop("post_th", _T, "ตำแหน่งหรือสังกัดไทย", "post in Thai", "Post or institution, in Thai.", "ผู้ว่าราชการกรุงเทพมหานคร"),
            prop("post_en", _T, "ตำแหน่งหรือสังกัดอังกฤษ", "post in English", "Post or institution, in English.", "Governor of Bangkok"),
            _PRINTED_AT, *_PAGE,
        ),
    ),
    NodeType(
        "Evidence", Label("หลักฐาน", "Evidence"),
        "A document on whether an activity took place or a criterion is met.", "as in the evidence file", "Evidence:e1",
        (
            prop("verdict", _C, "ผล", "verdict", "Whether it shows the matter as met.", "met",
                  required=True, of=codes.VERDICT),
            prop("grade", _C, "ระดับความน่าเชื่อถือ", "grade", "Of the source, then of what it says.", "A1",
                  required=True, of=codes.EVIDENCE_GRADE),
            prop("dated_on", _D, "ลงวันที่", "dated", "Date of the document.", "2023-01-05", required=True),
            prop("year", Kind.YEAR, "ปีที่กล่าวถึง", "year spoken of", "Year (B.E.) it speaks of, where not that of its date.", "2566"),
            prop("document_no", _T, "เลขที่เอกสาร", "document number", "Official number.", "กท 0401/123"),
            prop("page", _T, "หน้า", "page", "Page.", "3"),
            prop("reviewer", _T, "ผู้ตรวจ", "reviewer", "Who accepted and graded it.", "กองการต่างประเทศ"),
            prop("file", _T, "ไฟล์", "file", "Name of the kept copy.", "minutes-2566-02.pdf"),
            prop("file_hash", _T, "ค่าตรวจสอบไฟล์ (SHA-256)", "file hash", "SHA-256 of the file.", "9f86d081" + "0" * 56),
            prop("value", _N, "ตัวเลขในเอกสาร", "figure stated", "The level, count or percent it states.", "62"),
            prop("numerator", _N, "ตัวตั้ง", "numerator", "Top of the percent it states.", "31"),
            prop("denominator", _N, "ตัวหาร", "denominator", "Bottom of the percent it states.", "50"),
            prop("pending", _C, "เรื่องที่ต้องแก้ก่อน", "to be settled",
                  "Found when it is read: why it confirms and denies nothing yet.", "reference",
                  of=codes.EVIDENCE_PENDING),
        ),
    ),
    NodeType(
        "Actual", Label("ผลที่วัดได้", "Actual"),
        "A measured or reported result of a KPI, criterion or project for a year.",
        "element, year, and day of measuring where given", "Actual:3.2-1/2566",
        (
            prop("year", Kind.YEAR, "ปี พ.ศ.", "year (B.E.)", "Year of the plan, Buddhist Era.", "2566", required=True),
            prop("value", _N, "ค่า", "value", "Level, count or percent reached.", "62"),
            prop("numerator", _N, "ตัวตั้ง", "numerator", "Top of a percent.", "31"),
            prop("denominator", _N, "ตัวหาร", "denominator", "Bottom of a percent.", "50"),
            prop("measured_on", _D, "วัดเมื่อ", "measured on", "Day of the survey or count.", "2023-08-31"),
            prop("method", _C, "วิธี", "method", "How it was measured.", "survey", of=codes.MEASURING_METHOD),
            prop("narrative", _T, "ผลการดำเนินงานโดยสังเขป", "narrative", "The result in words.", "Two rounds were held."),
            prop("budget", _N, "งบประมาณ (บาท)", "budget (baht)", "Money set aside.", "1500000"),
            prop("spent", _N, "ใช้จ่ายแล้ว (บาท)", "spent (baht)", "Money spent.", "900000"),
            prop("method_as_written", _T, "วิธีตามที่เขียน", "method as written",
                  "The words for the method, where they say more than its name.", "survey of 250 residents"),
            prop("dimension", _C, "ด้าน", "dimension", "Of a count: the dimension that the row is about.",
                  "education", of=codes.DIMENSION),
            prop("continuing", _I, "กิจกรรมต่อเนื่อง", "continuing",
                  "Of a count: how many of it continue activities of earlier years.", "1"),
            prop("problem", _T, "ปัญหาอุปสรรค", "problem", "What stood in the way, in words.",
                  "The venue was not granted in time."),
            prop("next_step", _T, "แนวทางดำเนินการต่อไป", "next step", "What is to be done next, in words.",
                  "Ask for the venue in January."),
        ),
    ),
)  # fmt: skip
