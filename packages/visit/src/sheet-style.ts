/**
 * How the sheet looks, on screen and on paper (A4 and Letter, one page unless every trial is asked for). One string,
 * because a summary saved from the command line must carry its own; the site serves the same as a file.
 * A page may set the custom properties; the values behind them stand alone.
 */
export const sheetStyle = `
.sheet-page{margin:0;background:#fbf6ef;color:#22363a;font:400 1.0625rem/1.55 "Atkinson Hyperlegible Next Variable","Atkinson Hyperlegible",system-ui,sans-serif}
.sheet-page main{max-inline-size:60rem;margin-inline:auto;padding:1.25rem}
.sheet{display:grid;gap:2rem;grid-template-columns:minmax(0,1fr);overflow-wrap:break-word}
.sheet *{box-sizing:border-box}
.sheet h1,.sheet h2,.sheet h3,.sheet p,.sheet ul,.sheet ol,.sheet dl,.sheet dd,.sheet figure{margin:0}
.sheet h1{font-size:clamp(1.6rem,1.2rem + 1.8vw,2.3rem);line-height:1.15;color:var(--leaf-deep,#123f3c)}
.sheet h2{font-size:1.45rem;line-height:1.25;color:var(--leaf-deep,#123f3c);margin-block-end:.75rem}
.sheet h3{font-size:1.125rem;line-height:1.3;color:var(--leaf-deep,#123f3c);margin-block:0 .4rem}
.sheet ul,.sheet ol{padding-inline-start:1.2em}
.sheet li{max-inline-size:none}
.sheet li+li{margin-block-start:.4rem}
.sheet>section,.sheet>footer{background:var(--card,#fffdfa);border:1px solid var(--line,#ddd2c3);border-radius:.875rem;padding:clamp(1rem,3vw,1.75rem)}
.sheet-date{font-weight:650}
.sheet-purpose{margin-block-start:.6rem!important;padding:.8rem 1rem;background:var(--sun-wash,#fcefd9);border-inline-start:6px solid var(--sun,#f3b562);border-radius:.5rem}
.sheet-child dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr));gap:.8rem 1.25rem}
.sheet-child dt{font-size:.9375rem;color:var(--ink-soft,#4c6063)}
.sheet-child dd{font-weight:650}
.sheet-child .open dd{font-weight:400;color:var(--ink-soft,#4c6063);font-style:italic}
.certainty{border-inline-start:6px solid var(--line-strong,#7d8a86);padding:.35rem 1rem;margin-block-end:.8rem}
.certainty.first{background:var(--leaf-wash,#e3efea);border-radius:.5rem;padding:1rem;border-inline-start-color:var(--leaf,#1d5c57)}
.certainty.first[data-level="very low"]{background:var(--sun-wash,#fcefd9);border-inline-start-color:var(--sun,#f3b562)}
.certainty.first .answer,.sheet-dose .answer{font-size:1.3rem;line-height:1.35;font-weight:650}
.certainty .sure{font-size:.9375rem;color:var(--ink-soft,#4c6063);margin-block-start:.25rem}
.certainty .sure b{color:var(--ink,#22363a)}
.cites{white-space:nowrap;font-size:.8125rem;vertical-align:.25em}
.cites a{display:inline-block;min-inline-size:1.5rem;min-block-size:1.5rem;line-height:1.5rem;padding-inline:.2rem;text-align:center;border-radius:.4rem;background:var(--leaf-wash,#e3efea);color:var(--leaf-deep,#123f3c)}
.sheet-columns{columns:2 22rem;column-gap:2rem;margin-block-start:1.25rem}
.sheet-columns>section{margin-block-end:1.5rem}
.sheet-columns li{break-inside:avoid}
.sheet-columns h3{break-after:avoid}
.dose-picture{display:grid;gap:1.25rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));align-items:center;margin-block:1rem}
.dose-picture figure{max-inline-size:26rem}
.dose-picture svg{inline-size:100%;block-size:auto}
.course{max-inline-size:26rem}
.course figcaption{font-weight:650;margin-block-end:.4rem}
.course svg{inline-size:100%;block-size:auto}
.course summary{cursor:pointer;min-block-size:2.75rem;align-content:center}
.scroll{overflow-x:auto}
.sheet table{border-collapse:collapse;inline-size:100%;font-size:.9375rem}
.sheet th,.sheet td{text-align:start;padding:.45rem .6rem;border-block-end:1px solid var(--line,#ddd2c3);vertical-align:top}
.sheet thead th{border-block-end-width:2px}
@media (max-width:30rem){.sheet table{font-size:.8125rem}
.sheet th,.sheet td{padding:.4rem .3rem}}
.sheet .notes{margin-block-end:1.25rem}
.sheet .thresholds>li{margin-block-start:.8rem}
.sheet .thresholds ul{font-size:.9375rem;margin-block-start:.25rem}
.question{list-style:none}
.sheet-questions ul{padding-inline-start:0}
.question label{display:flex;gap:.7rem;align-items:flex-start;min-block-size:2.75rem;padding-block:.35rem;cursor:pointer}
.question input{flex:none;inline-size:1.3rem;block-size:1.3rem;margin:.15rem 0 0;accent-color:var(--leaf,#1d5c57)}
.sheet-trials .label{margin-block-start:.6rem!important;padding:.6rem .9rem;background:var(--dusk-wash,#eae9f3);border-radius:.5rem}
.trials-short{display:none}
.trials-long{display:grid;gap:.6rem;margin-block-start:1rem}
.trial{border:1px solid var(--line,#ddd2c3);border-radius:.6rem;background:#fff;border-inline-start:6px solid var(--line-strong,#7d8a86)}
.trial[data-standing="nothing-broken"]{border-inline-start-color:var(--leaf,#1d5c57)}
.trial summary{cursor:pointer;padding:.75rem 1rem}
.trial .standing,.trial .counts{display:block;padding-inline-start:1.1em}
.trial-title{font-weight:650}
.trial .standing,.trial .counts,.trial .seen{font-size:.9375rem;color:var(--ink-soft,#4c6063)}
.trial[data-standing="nothing-broken"] .standing{color:var(--leaf,#1d5c57);font-weight:650}
.trial .seen{padding-inline:1rem}
.lines{list-style:none;padding:.5rem 1rem 1rem!important;display:grid;gap:.5rem}
.lines li{margin:0!important;padding:.6rem .8rem;border-radius:.5rem;border-inline-start:5px solid;background:var(--paper,#fbf6ef)}
.lines [data-verdict="met"]{border-color:var(--leaf,#1d5c57)}
.lines [data-verdict="not-met"]{border-color:var(--clay,#9a3f22)}
.lines [data-verdict="unknown"]{border-color:var(--sun,#f3b562)}
.lines [data-verdict="unread"]{border-color:var(--dusk,#51567f);border-inline-start-style:dashed}
.verdict{font-weight:700}
.quote{font-size:.9375rem;color:var(--ink-soft,#4c6063)}
.quote q{color:var(--ink,#22363a)}
.sheet-sources ol{font-size:.9375rem}
.on-paper{display:none}
.sheet-sources li:target{background:var(--sun-wash,#fcefd9)}
.sheet-foot h2{font-size:1rem;margin-block-end:.25rem}
.sheet-foot{font-size:.875rem;color:var(--ink-soft,#4c6063)}
@page{margin:7mm 8mm}
@media print{
html{font-size:10.5px}
.sheet-page{background:#fff;font-size:7.6pt;line-height:1.24}
.sheet-page main{padding:0;max-inline-size:none}
.sheet{display:block;font-size:7.1pt;line-height:1.18;columns:2;column-gap:6mm;color:#000}
.sheet>section,.sheet>footer{border:0;padding:0;background:none;margin-block-end:1.6mm}
.sheet-head{column-span:all;margin-block-end:1.5mm}
.sheet h1{font-size:13pt;display:inline}
.sheet-date{display:inline}
.sheet .sheet-purpose{max-inline-size:none;padding:.6mm 2mm;border-inline-start-width:1mm;margin-block-start:.8mm!important;background:none}
.sheet h2{font-size:9pt;margin-block-end:.4mm;border-block-end:.3mm solid #123f3c;break-after:avoid}
.sheet h3{font-size:7.6pt;margin-block:.5mm .1mm;break-after:avoid}
.sheet ul,.sheet ol{padding-inline-start:3mm}
.sheet li+li{margin-block-start:.2mm}
.sheet-child dl{display:block}
.sheet-child dl>div,.sheet-child dt,.sheet-child dd{display:inline}
.sheet-child dl>div:not(:last-child)::after{content:" · "}
.sheet-child dt{font-size:inherit}
.sheet-child dt::after{content:": "}
.certainty,.certainty.first,.sheet-purpose{border-radius:0}
.certainty{padding:0 1.5mm;margin-block-end:.6mm;border-inline-start-width:.8mm}
.certainty.first,.certainty.first[data-level="very low"]{padding:.6mm 1.5mm;background:none}
.certainty.first .answer,.sheet-dose .answer{font-size:8.6pt;line-height:1.2}
.certainty .sure{font-size:inherit;margin:0}
.cites{font-size:5.8pt}
.cites a{min-inline-size:0;min-block-size:0;line-height:1;padding:0;background:none;color:inherit;text-decoration:none}
.sheet-columns{columns:auto;margin:0}
.sheet-columns>section{margin:0}
.dose-picture{display:block;margin-block:.6mm}
.dose-picture figure,.course{display:none}
.sheet table{font-size:inherit}
.sheet th,.sheet td{padding:.1mm 1mm;font-weight:400}
.sheet .scroll{overflow:visible}
.sheet .notes{margin-block-end:.6mm}
.sheet .thresholds>li{margin-block-start:.2mm}
.sheet .thresholds ul{font-size:inherit;margin:0;padding:0;list-style:none;display:inline}
.sheet .thresholds ul li{display:inline}
.sheet .thresholds ul li::before{content:" "}
.sheet table{break-inside:avoid}
.question label{min-block-size:0;padding:0;gap:1mm}
.question input{inline-size:2.4mm;block-size:2.4mm;margin:.2mm 0 0}
.question:nth-child(n+3){display:none}
.sheet:has(.question input:checked) .question:has(input:checked){display:list-item}
.sheet:has(.question input:checked) .question:has(input:not(:checked)){display:none}
.sheet-trials .label{padding:0;background:none;margin:0!important}
.trials-short{display:block}
.trials-long{display:none}
.sheet-sources ol{font-size:6.2pt;line-height:1.2;padding:0;list-style:none}
.sheet-sources li{display:inline}
.sheet-sources li::before{content:attr(data-number) ". ";font-weight:700}
.sheet-sources li:not(:last-child)::after{content:" · "}
.on-screen{display:none}
.on-paper{display:inline}
.sheet-sources a{color:inherit;text-decoration:none}
.sheet-foot h2{display:none}
.sheet-foot ul{padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:0 3mm;font-size:6pt}
.sheet-foot li+li{margin:0}
.print-all .sheet{columns:auto}
.print-all .trials-long{display:block;break-before:page}
.print-all .trial{border:0;border-block-start:.3mm solid #999;border-radius:0;break-inside:avoid;margin-block-start:1.5mm}
.print-all .trial summary{padding:.5mm 0}
.print-all .trial summary{list-style:none}
.print-all .lines{padding:0!important;gap:.4mm}
.print-all .lines li{padding:.2mm 1.5mm;background:none;border-inline-start-width:.8mm}
.print-all .trial::details-content{content-visibility:visible;block-size:auto}
}
`;
