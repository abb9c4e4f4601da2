package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with one item only: one call, a dead letter that says why, and the next item is asked. */
class BuriedItemTest extends WireTestSupport {
    @Override
    List<String> providers() {
        return List.of("picky");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | BAD_REQUEST | temperature | {'error':{'message':'Unsupported value','type':'invalid_request_error','param':'temperature','code':null}}",
                "400 | BAD_REQUEST | should be positive | {'object':'error','message':'top_k should be positive','type':'BadRequestError','param':null,'code':400}",
                "422 | BAD_REQUEST | extra_forbidden | {'error':{'message':'provider.ordr: extra_forbidden'}}",
                "400 | CONTEXT_TOO_LONG | 4096 | {'error':{'code':400,'message':'request (5000 tokens) exceeds the available context size (4096 tokens)','type':'exceed_context_size_error','n_prompt_tokens':5000,'n_ctx':4096}}",
                "400 | CONTEXT_TOO_LONG | maximum context | {'error':{'message':'This model has a maximum context length of 8192 tokens','code':'context_length_exceeded'}}",
                "413 | REQUEST_TOO_LARGE | Too Large | <html><title>413 Request Entity Too Large</title></html>",
                "429 | REQUEST_TOO_LARGE | Requested 40000 | {'error':{'message':'Request too large for gpt-x on tokens per min (TPM): Limit 30000, Requested 40000','type':'tokens','code':'rate_limit_exceeded'}}",
                "402 | BAD_REQUEST | weight | {'error':{'code':402,'message':'Request weight exceeds budget'}}",
                "400 | CONTENT_FILTERED | policy | {'error':{'message':'rejected','code':'content_policy_violation'}}",
                "403 | CONTENT_FILTERED | flagged | {'error':{'code':403,'message':'Your input was flagged','metadata':{'reasons':['violence'],'flagged_input':'x'}}}",
                "501 | NOT_SUPPORTED | cannot | {'error':{'code':501,'message':'This server cannot do that','type':'not_supported_error'}}",
                "400 | BAD_REQUEST | INVALID_ARGUMENT | [{'error':{'code':400,'message':'Invalid JSON payload','status':'INVALID_ARGUMENT'}}]",
                "200 | BAD_REQUEST | no such | {'error':{'code':400,'message':'no such parameter'}}"
            })
    void isDeadAfterOneCallAndTheRestGoesOn(int status, Reason reason, String shown, String body) throws Exception {
        Run run = askAll("picky", 2, fails(status + " No", "", body.replace('\'', '"')), answers());

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(stage("picky").requests()).hasSize(2);
        assertThat(letter(run).reason()).isEqualTo(reason);
        assertThat(letter(run).message()).containsIgnoringCase(shown);
        assertThat(letter(run).attempts()).isEqualTo(1);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(1);
    }
}
