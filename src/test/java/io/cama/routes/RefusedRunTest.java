package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would refuse every item alike: one call, the run pauses, and no item is buried for it. */
class RefusedRunTest extends WireTestSupport {
    @Override
    List<String> providers() {
        return List.of("strict", "native", "renewed");
    }

    @Override
    Map<String, String> more() {
        return Map.of("cama.provider.native.dialect", "ollama");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | AUTH | {'error':{'message':'Incorrect API key provided','code':'invalid_api_key'}}",
                "401 | AUTH | <html>who are you?</html>",
                "400 | AUTH | [{'error':{'code':400,'message':'API key not valid.','status':'INVALID_ARGUMENT','details':[{'reason':'API_KEY_INVALID'}]}}]",
                "403 | FORBIDDEN | {'error':{'message':'Country, region, or territory not supported','code':'unsupported_country_region_territory'}}",
                "403 | FORBIDDEN | {'error':{'code':403,'message':'denied','status':'PERMISSION_DENIED'}}",
                "404 | MODEL_NOT_FOUND | {'error':{'message':'The model x does not exist','code':'model_not_found'}}",
                "404 | NO_PROVIDER | {'error':{'code':404,'message':'No endpoints found matching your data policy'}}",
                "404 | ENDPOINT_NOT_FOUND | <html><h1>404 Not Found</h1></html>",
                "404 | ENDPOINT_NOT_FOUND | {'detail':'Not Found'}",
                "405 | ENDPOINT_NOT_FOUND | {'detail':'Method Not Allowed'}",
                "407 | FORBIDDEN | ''",
                "402 | QUOTA_EXHAUSTED | {'error':{'code':402,'message':'Insufficient credits','metadata':{'limit_source':'openrouter_credits'}}}",
                "402 | QUOTA_EXHAUSTED | {'error':{'code':402,'message':'over','metadata':{'limit_source':'openrouter_key_limit'}}}",
                "402 | QUOTA_EXHAUSTED | {'type':'error','error':{'type':'billing_error','message':'pay'}}",
                "403 | QUOTA_EXHAUSTED | {'error':{'code':403,'message':'Key budget limit exceeded'}}",
                "400 | QUOTA_EXHAUSTED | {'type':'error','error':{'type':'invalid_request_error','message':'Your credit balance is too low'}}",
                "429 | QUOTA_EXHAUSTED | {'error':{'message':'no','type':'insufficient_quota','code':'insufficient_quota'}}",
                "429 | QUOTA_EXHAUSTED | {'error':{'message':'no','type':'insufficient_quota','code':'credit_balance_exhausted'}}",
                "429 | QUOTA_EXHAUSTED | {'error':{'message':'no','code':'organization_spend_limit_exceeded'}}",
                "429 | QUOTA_EXHAUSTED | {'error':{'message':'no','code':'project_spend_limit_exceeded'}}",
                "429 | QUOTA_EXHAUSTED | {'error':{'message':'no','code':'organization_usage_limit_exceeded'}}",
                "429 | QUOTA_EXHAUSTED | {'error':{'message':'no','code':'enforced_spend_limit_reached'}}",
                "200 | QUOTA_EXHAUSTED | {'error':{'code':402,'message':'Insufficient credits'}}",
                "200 | AUTH | {'error':{'code':401,'message':'No auth credentials found'}}"
            })
    void makesOneCallAndPauses(int status, Reason reason, String body) throws Exception {
        Run run = askAll("strict", 3, fails(status + " No", "", body.replace('\'', '"')));

        assertPaused(run, reason);
        assertThat(run.reason()).contains(reason.hint());
        int calls = reason == Reason.NO_PROVIDER ? 3 : 1;
        assertThat(stage("strict").requests()).hasSize(calls);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | MODEL_NOT_FOUND | {'error':'model \"x\" not found, try pulling it first'}",
                "401 | AUTH | {'error':'unauthorized','signin_url':'https://ollama.example/connect'}",
                "402 | QUOTA_EXHAUSTED | {'error':'out of credits'}"
            })
    void readsErrorsThatAreMereText(int status, Reason reason, String body) throws Exception {
        Run run = askAll(
                "native", 3, fails(status + " No", "", body.replace("\"", "").replace('\'', '"')));

        assertPaused(run, reason);
        assertThat(run.reason()).contains(reason.hint());
        assertThat(stage("native").requests()).hasSize(1);
    }

    @Test
    void callsUnderWayWhenTheKeyIsRefusedAreTheLast() throws Exception {
        Run run = askAll("plain", "strict", 40, fails("401 Unauthorized", "", "{\"error\":{\"message\":\"no\"}}"));

        assertPaused(run, Reason.AUTH);
        assertThat(stage("strict").requests()).hasSizeBetween(1, 4);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(40);
    }

    @Test
    void aDailyQuotaPausesUntilItIsRenewed() throws Exception {
        Run run = askAll(
                "renewed",
                3,
                fails(
                        "429 Too Many Requests",
                        "Retry-After: 7200\r\n",
                        "{\"error\":{\"message\":\"Rate limit reached for requests per day\"}}"));

        assertPaused(run, Reason.QUOTA_DAILY);
        assertThat(stage("renewed").requests()).hasSize(1);
        assertThat(run.resumeAt())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(119)),
                        Instant.now().plus(Duration.ofMinutes(121)));
    }
}
