"""How the page looks: plain, generous, dark on white, fit for a telephone and for paper."""

STYLE = """
*{box-sizing:border-box}
html{font:1.1875rem/1.5 Arial,Helvetica,sans-serif;color:#0b0c0c;background:#fff;-webkit-text-size-adjust:100%}
body{margin:0}
a{color:#1d5a96}
a:focus,[tabindex]:focus-visible{outline:3px solid #0b0c0c;background:#fd0;color:#0b0c0c;box-shadow:0 0 0 3px #fd0}
.skip{position:absolute;left:-999em}
.skip:focus{position:static;display:block;padding:.6rem 1rem}
header,main,footer{max-width:66rem;margin:0 auto;padding:0 1rem}
header{border-bottom:10px solid #1d70b8;padding-top:1rem;padding-bottom:.6rem;font-weight:bold;font-size:1.25rem}
main{padding-bottom:3rem}
main:focus{outline:none;background:none;box-shadow:none}
h1{font-size:clamp(1.9rem,6vw,2.6rem);line-height:1.15;margin:2rem 0 1rem}
h2{font-size:clamp(1.45rem,4.5vw,1.9rem);line-height:1.25;margin:3.2rem 0 1rem;padding-top:1rem}
h2{border-top:1px solid #b1b4b6}
h3{font-size:1.25rem;margin:2rem 0 .6rem}
p,li,dd{max-width:40em;overflow-wrap:anywhere}
.inset{border-left:10px solid #b1b4b6;padding:.8rem 1rem;margin:1.5rem 0;font-weight:bold}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(8.2rem,100%),1fr));gap:1rem;margin:1.5rem 0}
.figures div{background:#f3f2f1;padding:.8rem;display:flex;flex-direction:column-reverse;justify-content:flex-end}
.figures dt{font-size:1rem}
.figures dd{margin:0;font-size:clamp(1.3rem,5vw,1.75rem);line-height:1.2;font-weight:bold}
@media (min-width:56rem){.figures{grid-template-columns:repeat(auto-fit,minmax(11rem,1fr))}}
figure{margin:1.5rem 0}
figure svg{display:block;width:100%;height:auto}
figcaption{margin-top:.6rem;font-size:1rem;color:#383f43;max-width:44em}
.wide svg{max-width:56rem}
.narrow{display:none}
.evidence svg{max-width:27rem}
.verdict{font-weight:bold}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:1rem;line-height:1.4;table-layout:auto}
caption{text-align:left;font-weight:bold;padding:.5rem 0;overflow-wrap:anywhere}
th,td{text-align:left;vertical-align:top}
th,td{padding:.55rem .8rem .55rem 0;border-bottom:1px solid #b1b4b6;overflow-wrap:anywhere}
thead th{vertical-align:bottom;border-bottom:2px solid #0b0c0c}
td:last-child,th:last-child{padding-right:0}
.pair tbody td:last-child,.pair thead th:last-child{text-align:right;min-width:6.5rem}
tbody th{min-width:7rem}
td[data-head="Numbers"]{min-width:8.8rem}
td[data-head="Other"]{min-width:7.5rem}
td[data-head="Birth date"]{min-width:6.4rem}
.total th,.total td{border-bottom:2px solid #0b0c0c;font-weight:bold}
.step th{font-weight:normal}
small{display:block;font-size:.9rem;font-weight:normal;color:#383f43}
.quiet{color:#484949}
.marks{list-style:none;margin:.3rem 0 0;padding:0;font-size:.9rem;color:#383f43}
.key{list-style:none;padding:0}
.words dt{font-weight:bold;margin-top:1rem}
.words dd{margin:0}
footer{border-top:1px solid #b1b4b6;padding-top:1rem;padding-bottom:2rem;font-size:1rem;color:#383f43}
@media screen and (max-width:56rem){
.wide{display:none}.narrow{display:block}.narrow svg{max-width:32rem}
table,tbody,tr,td,tbody th,caption{display:block;width:100%}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
tbody tr{border-bottom:2px solid #0b0c0c;padding:.6rem 0}
tbody th,tbody td{border:0;padding:.2rem 0;min-width:0}
tbody th{font-size:1.1rem}
.total th,.total td{border:0}
td:empty{display:none}
td::before{content:attr(data-head) ": ";font-size:.9rem;color:#383f43;font-weight:normal}
.missing td:not([data-head="Found"]){display:none}
.pair tbody td:last-child{text-align:left}
}
@media print{
html{font-size:11pt}header{border-color:#0b0c0c}.skip{display:none}h2{break-after:avoid}
figure,tr,.figures div{break-inside:avoid}.wide{display:block}.narrow{display:none}
}
"""
