<?php

namespace Acme\Names\Api\Data;

interface OddInterface
{
    /**
     * @return string|null
     */
    public function getClass();

    /**
     * @return string|null
     */
    public function getFrom();

    /**
     * @return string|null
     */
    public function getCopy();

    /**
     * @return string|null
     */
    public function getJson();

    /**
     * @return string|null
     */
    public function getSchema();

    /**
     * @return string|null
     */
    public function getModelConfig();

    /**
     * @return string|null
     */
    public function getModelDump();

    /**
     * @return \Acme\Names\Api\Data\OddInterface|null
     */
    public function getOdd();

    /**
     * @return string|null
     */
    public function get3d();

    /**
     * @return string|null
     */
    public function get_private();

    /**
     * @return int|null
     */
    public function getX123();

    /**
     * @return string|null
     */
    public function getURLKey();

    /**
     * @return string[]|null
     */
    public function getList();

    /**
     * @return string|null
     */
    public function getStr();

    /**
     * @return int|null
     */
    public function getInt();

    /**
     * @return bool|null
     */
    public function isType();

    /**
     * @return string|null
     */
    public function getSelf();

    /**
     * @return string|null
     */
    public function getNone();

    /**
     * @return string|null
     */
    public function getDatetime();

    /**
     * @return string|null
     */
    public function getField();

    /**
     * @return mixed
     */
    public function getAny();
}
