// How the page looks: the system's own letters, figures that stand below one another, and one set of
// colours for the light and one for the dark, both told apart by people who see few colours.

extension Report {
    /// The style sheet.
    static let style = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b2330;--faint:#5d6878;--hair:#e2e6ec;\
        --good:#0a7d4f;--bad:#b3261e;--k0:#2563c9;--k1:#d9660b;--k2:#0b8f6d;--k3:#b0307f;--k4:#7a5af0;\
        --k5:#8a6d00;--k6:#0a86a8;--k7:#6b7280}
        @media (prefers-color-scheme:dark){:root{--page:#12161d;--card:#1a202a;--ink:#e6eaf0;--faint:#98a3b3;\
        --hair:#2c3542;--good:#4cc38a;--bad:#ff8a80;--k0:#6ea8ff;--k1:#ff9d4d;--k2:#3ed6a6;--k3:#f07ac0;\
        --k4:#ab97ff;--k5:#e0c048;--k6:#52cdee;--k7:#a3adba}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",\
        Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
        header,main,footer{max-width:1480px;margin:0 auto;padding:0 24px}
        header{padding-top:28px}h1{margin:0;font-size:26px;letter-spacing:-.01em}h3{margin:0;font-size:16px}
        header p,footer,figcaption p{color:var(--faint)}header p{margin:4px 0 20px}
        footer{padding:20px 24px 40px;font-size:13px}
        .remark{background:var(--card);border-left:4px solid var(--bad);padding:10px 14px;border-radius:6px}
        .scroll,figure,article{background:var(--card);border:1px solid var(--hair);border-radius:12px}
        .scroll{overflow-x:auto;margin-bottom:20px}
        table{border-collapse:collapse;width:100%;white-space:nowrap}
        th,td{padding:9px 11px;vertical-align:top;text-align:right;border-bottom:1px solid var(--hair)}
        tr:last-child>*{border-bottom:0}thead th{color:var(--faint);font-weight:500;font-size:13px}
        th:first-child{text-align:left;font-weight:600}
        small{display:block;color:var(--faint);line-height:1.2}small.better{color:var(--good)}small.worse{color:var(--bad)}
        .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(560px,100%),1fr));gap:20px}
        figure{margin:0;padding:18px 18px 8px}figcaption p{margin:2px 0 8px;font-size:13px}
        svg{display:block;width:100%;height:auto}
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 8px;font-size:13px}
        .key::before{content:"";display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:7px;\
        background:var(--c)}
        .c0{--c:var(--k0)}.c1{--c:var(--k1)}.c2{--c:var(--k2)}.c3{--c:var(--k3)}.c4{--c:var(--k4)}\
        .c5{--c:var(--k5)}.c6{--c:var(--k6)}.c7{--c:var(--k7)}
        .grid{stroke:var(--hair);stroke-width:1}.axis{stroke:var(--faint);stroke-width:1}
        .rule{stroke:var(--c);stroke-width:1.5;stroke-dasharray:3 4}
        text{fill:var(--faint);font-size:12px}text.name{font-size:12.5px}
        text.note{fill:var(--c);font-weight:600;paint-order:stroke;stroke:var(--card);stroke-width:4px}
        .line{fill:none;stroke:var(--c);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .line.faint{stroke-opacity:.45;stroke-width:1.6}.line.dashed{stroke-dasharray:6 5;stroke-width:1.6}
        .area{fill:var(--c);fill-opacity:.13}
        .mark{fill:var(--c);stroke:var(--card);stroke-width:1.5}
        .open{fill:var(--card);stroke:var(--c);stroke-width:2}
        .runs{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));gap:20px;\
        margin-top:20px}
        article{padding:18px}dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 16px;margin:12px 0}
        dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere}
        .answers{list-style:none;margin:12px 0 0;padding:0;font-size:13px}
        .answers li{display:grid;grid-template-columns:190px 1fr 58px;gap:10px;\
        align-items:center;padding:2px 0}
        .answers i{height:9px;border-radius:3px;background:var(--faint);min-width:2px}
        .answers b{text-align:right;font-weight:500}
        .answers .allow i{background:var(--k2)}.answers .deny i{background:var(--k1)}\
        .answers .ask i{background:var(--k4)}
        @media print{body{background:#fff}figure,article,.scroll{break-inside:avoid}}
        """
}
